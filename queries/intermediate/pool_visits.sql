-- pool_visits: each stay in the recycle pool as it stood at the end of the day as_of, and what was done in it.
-- grain: journey_id, pool_no
-- reads: known_pool_stays, activities, plans, review, stages
-- rule:  stays as known_pool_stays has them. An activity counts from the day after the exit on: that day's own led to it. planned_on
--        is the last planned date; when a plan was made is not recorded, so plans are known on the data's last day only. Buckets split
--        the journeys at random, always alike, so that they can be resampled in groups.
-- materialization: table
with touched as (
    select journey_id, pool_no, min(happened_at::date) as first_activity_on, max(happened_at::date) as last_activity_on
    from activities
    join known_pool_stays using (journey_id)
    cross join review
    where happened_at::date > entered_on and happened_at::date <= coalesce(left_on, as_of)
    group by all
),
planned as (
    select journey_id, max(planned_at::date) as planned_on
    from plans
    group by journey_id
)
select
    stay.journey_id,
    stay.pool_no,
    stay.exit_id,
    stay.from_stage,
    stay.reason,
    origin.department,
    stay.owner,
    stay.entered_on,
    stay.left_on,
    stay.ending,
    stay.return_stage,
    stay.age_weeks,
    stay.weeks_followed,
    touched.first_activity_on,
    touched.last_activity_on,
    case when as_of >= last_day and stay.ending = 'open' and planned_on >= stay.entered_on then planned_on end as planned_on,
    stay.amount,
    (hash(stay.journey_id) % 128)::integer as bucket
from known_pool_stays as stay
cross join review
left join stages as origin on origin.stage_id = stay.from_stage
left join touched using (journey_id, pool_no)
left join planned using (journey_id)

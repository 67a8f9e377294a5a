-- pool_visits: each stay in the recycle pool as it stood at the end of the day as_of, and what was done in it.
-- grain: journey_id, pool_no
-- reads: pool_stays, chosen_journeys, activities, plans, review, stages
-- rule:  what happened after as_of is not known yet. age_weeks are whole weeks from the exit to the end of the stay, or so far;
--        weeks_followed are the whole weeks of age that anybody who entered that day has been watched. An activity counts from the
--        day after the exit on: that day's own led to it. planned_on is the last planned date; when a plan was made is not
--        recorded, so plans are known on the data's last day only. '' as from_stage or reason is 'not recorded'; of
--        a reason its first line counts, the rest is a remark. Buckets split the
--        journeys at random, always alike, so that they can be resampled in groups.
-- materialization: table
with known as (
    select
        stay.* replace (
            case when left_at::date <= as_of then ending else 'open' end as ending,
            case when left_at::date <= as_of then return_stage end as return_stage
        ),
        stay.entered_at::date as entered_on,
        case when left_at::date <= as_of then left_at::date end as left_on,
        as_of,
        as_of >= last_day as plans_known,
        amount
    from pool_stays as stay
    join chosen_journeys using (journey_id)
    cross join review
    where entered_at::date <= as_of
),
touched as (
    select journey_id, pool_no, min(happened_at::date) as first_activity_on, max(happened_at::date) as last_activity_on
    from activities
    join known using (journey_id)
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
    coalesce(stay.from_stage, '') as from_stage,
    trim(split_part(stay.reason, chr(10), 1)) as reason,
    origin.department,
    stay.owner,
    stay.entered_on,
    stay.left_on,
    stay.ending,
    stay.return_stage,
    (coalesce(stay.left_on, as_of) - stay.entered_on) // 7 as age_weeks,
    (as_of - stay.entered_on + 1) // 7 as weeks_followed,
    touched.first_activity_on,
    touched.last_activity_on,
    case when plans_known and stay.ending = 'open' and planned_on >= stay.entered_on then planned_on end as planned_on,
    stay.amount,
    (hash(stay.journey_id) % 128)::integer as bucket
from known as stay
left join stages as origin on origin.stage_id = stay.from_stage
left join touched using (journey_id, pool_no)
left join planned using (journey_id)

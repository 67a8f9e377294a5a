-- standing_visits: each journey that stands in a stage on the day as_of, and how long it has.
-- grain: journey_id
-- reads: visits, chosen_journeys, working_days, stages, time_in_stage, finished_days, activities, review
-- rule:  past_share is the share of the stage's ended visits that were shorter than this one is already. In a terminal
--        stage nobody waits.
-- materialization: selection
with last_touch as (
    select journey_id, max(happened_at) as last_activity_at
    from activities
    cross join review
    where happened_at::date <= as_of
    group by journey_id
),
day as (
    select as_of, working_day_no as as_of_no
    from review
    join working_days on day = as_of
),
standing as (
    select
        visit.journey_id,
        stages.stage_id,
        visit.visit_no,
        visit.entered_at,
        as_of_no - entered_day.working_day_no as age_days,
        visit.owner,
        chosen.amount
    from visits as visit
    join chosen_journeys as chosen using (journey_id)
    join stages on stages.position = visit.position and not stages.terminal
    join working_days as entered_day on entered_day.day = visit.entered_at::date
    cross join day
    where visit.entered_at::date <= as_of and (visit.left_at is null or visit.left_at::date > as_of)
),
ages as (
    select
        age.stage_id,
        age.age_days,
        max(visits_up_to) filter (where past.days_in_stage < age.age_days) as shorter,
        max(visits_in_all) as visits_in_all
    from (select distinct stage_id, age_days from standing) as age
    left join finished_days as past using (stage_id)
    group by all
)
select
    standing.journey_id,
    standing.stage_id,
    standing.visit_no,
    standing.entered_at,
    standing.age_days,
    standing.owner,
    standing.amount,
    standing.age_days > overdue_after_days as is_overdue,
    case
        when median_days is null then '0_unknown'
        when standing.age_days <= median_days then '1_usual'
        when standing.age_days <= p85_days then '2_slow'
        when standing.age_days <= p95_days then '3_late'
        else '4_stuck'
    end as age_band,
    case when visits_in_all > 0 then coalesce(shorter, 0) / visits_in_all end as past_share,
    last_activity_at,
    overdue_after_days
from standing
join time_in_stage using (stage_id)
left join ages using (stage_id, age_days)
left join last_touch using (journey_id)
order by standing.age_days desc, standing.journey_id

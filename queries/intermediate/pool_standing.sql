-- pool_standing: how many journeys lay in the pool on the day as_of and at the end of each of the 26 weeks (7 days) before it, by age.
-- grain: weeks_ago, exit_id, from_stage, reason, age_weeks
-- reads: pool_visits, review
-- rule:  age in whole weeks since the exit. Weeks before the data's first day are left out.
with days as (
    select
        exit_id,
        from_stage,
        reason,
        as_of - entered_on as entered_ago,
        coalesce(as_of - left_on, -1) as left_ago,
        count(*) as visits
    from pool_visits
    cross join review
    group by all
)
select
    weeks_ago::integer as weeks_ago,
    exit_id,
    from_stage,
    reason,
    ((entered_ago - 7 * weeks_ago) // 7)::integer as age_weeks,
    sum(visits)::bigint as journeys
from days
cross join range(27) as week(weeks_ago)
cross join review
where entered_ago >= 7 * weeks_ago and left_ago < 7 * weeks_ago and as_of - (7 * weeks_ago)::integer >= first_day
group by all

-- pool_counts: stays in the pool that are alike, counted: how long each was watched there, in whole weeks of age, and how it ended.
-- grain: exit_id, from_stage, reason, bucket, touched, from_week, to_week, ending
-- reads: pool_visits
-- rule:  week 0 is the first seven days after the exit. A stay is at risk in the weeks from_week to to_week, both included, and ends in
--        to_week. A week of age that is not over on as_of is left out, for those who came back in it as for all others: else the
--        weeks in which somebody happened to come back would be watched longer. A stay is in two parts where somebody was in touch
--        (activities): the weeks up to and with the first touch, then those after it (touched).
-- materialization: table
with watched as (
    select
        *,
        case when ending = 'open' or age_weeks >= weeks_followed then weeks_followed - 1 else age_weeks end as last_week,
        case when age_weeks >= weeks_followed then 'open' else ending end as known_ending,
        (first_activity_on - entered_on) // 7 as touch_week
    from pool_visits
    where weeks_followed > 0
),
parts as (
    select
        *,
        false as touched,
        0 as from_week,
        least(last_week, coalesce(touch_week, last_week)) as to_week
    from watched
    union all
    select *, true, touch_week + 1, last_week
    from watched
    where touch_week < last_week
)
select
    exit_id,
    from_stage,
    reason,
    bucket,
    touched,
    from_week::integer as from_week,
    to_week::integer as to_week,
    case when to_week = last_week then known_ending else 'open' end as ending,
    count(*) as visits
from parts
group by all

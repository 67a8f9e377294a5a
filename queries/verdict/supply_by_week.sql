-- supply_by_week: journeys that begin in the first stage, by week before the as-of day, and the same week a year before.
-- grain: weeks_ago
-- reads: judged_visits, activity_calendar
-- rule:  weeks are the seven days counted back from as_of; a day of work that is none (a holiday) does not count.
with weekly as (
    select
        ago // 7 as weeks_ago,
        min(day) as first_day,
        max(day) as last_day,
        max(clock_no) - coalesce(min(before_no), min(clock_no) - 1) as days,
        sum(coalesce(fresh, 0)) as fresh
    from (select *, lag(clock_no) over (order by day) as before_no from activity_calendar)
    left join (
        select entered_ago as ago, count(*) as fresh from judged_visits where stage_no = 0 and is_first = 1 group by all
    ) using (ago)
    group by all
)
select
    weekly.*,
    year_before.fresh as fresh_year_before,
    median(weekly.fresh / weekly.days) filter (weekly.days > 0) over (order by weekly.weeks_ago rows between 8 following and 33 following)
        * weekly.days as usual
from weekly
left join weekly as year_before on year_before.weeks_ago = weekly.weeks_ago + 52
order by weekly.weeks_ago

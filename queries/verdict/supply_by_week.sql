-- supply_by_week: journeys that begin in the first stage, by week before the as-of day, and the same week a year before.
-- grain: weeks_ago
-- reads: judged_counts, judged_weeks
-- rule:  days are those of the clock in the week (a holiday does not count). usual: the median of new journeys a day over
--        the latest 26 weeks of the baseline that have such days, times the week's days.
with weekly as (
    select
        weeks_ago,
        role,
        first_day,
        last_day,
        end_no - before_no as days,
        coalesce(fresh, 0) as fresh
    from judged_weeks
    left join (
        select entered_ago // 7 as weeks_ago, sum(visits) as fresh
        from judged_counts
        where stage_no = 0 and is_first = 1
        group by all
    ) using (weeks_ago)
),
habit as (
    select median(fresh / days) as a_day
    from (select fresh, days from weekly where role = 'baseline' and days > 0 order by weeks_ago limit 26)
)
select
    weekly.*,
    year_before.fresh as fresh_year_before,
    a_day * weekly.days as usual
from weekly
cross join habit
left join weekly as year_before on year_before.weeks_ago = weekly.weeks_ago + 52
order by weekly.weeks_ago

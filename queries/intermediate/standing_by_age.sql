-- standing_by_age: how many journeys stand in each stage at the end of each week, by the age of their visit.
-- grain: week_start, stage_id, age_days
-- reads: weekly_standing, as_of_counts, weeks, review
-- rule:  whole weeks as weekly_standing counts them; the running week as it stands on the day as_of. Age is working days up
--        to then. In a terminal stage nobody waits, so nothing stands there.
select weekly_standing.*
from weekly_standing
join weeks using (week_start)
cross join review
where weeks.week_end <= review.as_of
union all
select
    weeks.week_start,
    cell.stage_id,
    cell.days_in_stage as age_days,
    sum(cell.visits)::bigint as journeys,
    sum(cell.amount) as amount
from as_of_counts as cell
cross join weeks
cross join review
where cell.outcome = 'open'
    and not cell.terminal
    and weeks.week_start <= review.as_of
    and weeks.week_end > review.as_of
group by all

-- standing_by_age: how many journeys stand in each stage at the end of each week, by the age of their visit.
-- grain: week_start, stage_id, age_days
-- reads: visible_cells, weeks
-- rule:  visits are counted by the day they began, added in the week they began and taken off in the week they ended, and
--        carried on through the weeks between; age is working days up to the week's end (or as_of). In a terminal stage
--        nobody waits, so nothing stands there.
-- kept:  table
with changes as (
    select stage_id, entered_day_no, entered_week as week_start, visits as journeys, amount
    from visible_cells
    where not passed_through and not terminal
    union all
    select stage_id, entered_day_no, left_week, -visits, -amount
    from visible_cells
    where not passed_through and not terminal and left_on is not null
),
netted as (
    select stage_id, entered_day_no, week_start, sum(journeys) as journeys, sum(amount) as amount
    from changes
    group by all
),
levels as (
    select
        stage_id,
        entered_day_no,
        week_start,
        lead(week_start) over began as until_week,
        sum(journeys) over began as journeys,
        sum(amount) over began as amount
    from netted
    window began as (partition by stage_id, entered_day_no order by week_start)
),
spread as (
    select
        unnest(range(week_start, coalesce(until_week, last_week + 7), interval 7 day))::date as week_start,
        stage_id,
        entered_day_no,
        journeys,
        amount
    from levels
    cross join (select max(week_start) as last_week from weeks)
    where journeys > 0
)
select
    weeks.week_start,
    spread.stage_id,
    weeks.last_day_no - spread.entered_day_no as age_days,
    sum(spread.journeys)::bigint as journeys,
    sum(spread.amount) as amount
from spread
join weeks using (week_start)
group by all

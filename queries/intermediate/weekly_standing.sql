-- weekly_standing: how many of the chosen journeys stood in each stage at the end of each whole week, by the age of their visit.
-- grain: week_start, stage_id, age_days
-- reads: visit_counts, stages, working_days
-- rule:  visits are counted by the day they began, added in the week they began and taken off in the week they ended, and
--        carried on through the weeks between; age is working days up to the week's end. What stood at the end of a week
--        does not depend on what came later, so it serves for every as_of, up to the last week of the calendar. In a terminal
--        stage nobody waits.
-- materialization: table
with waiting as (
    select stages.stage_id, cell.entered_on, cell.left_on, cell.visits, cell.amount
    from visit_counts as cell
    join stages using (position)
    where not cell.passed_through and not stages.terminal
),
changes as (
    select stage_id, entered_on, entered_on as changed_on, visits as journeys, amount
    from waiting
    union all
    select stage_id, entered_on, left_on, -visits, -amount
    from waiting
    where left_on is not null
),
netted as (
    select
        stage_id,
        began.working_day_no as entered_day_no,
        changed.week_start,
        sum(journeys) as journeys,
        sum(amount) as amount
    from changes
    join working_days as began on began.day = changes.entered_on
    join working_days as changed on changed.day = changes.changed_on
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
week_ends as (
    select week_start, max(working_day_no) as last_day_no
    from working_days
    group by week_start
    having count(*) = 7
),
spread as (
    select
        unnest(range(week_start, coalesce(until_week, last_week + 7), interval 7 day))::date as week_start,
        stage_id,
        entered_day_no,
        journeys,
        amount
    from levels
    cross join (select max(week_start) as last_week from week_ends)
    where journeys > 0
)
select
    spread.week_start,
    spread.stage_id,
    week_ends.last_day_no - spread.entered_day_no as age_days,
    sum(spread.journeys)::bigint as journeys,
    sum(spread.amount) as amount
from spread
join week_ends using (week_start)
group by all

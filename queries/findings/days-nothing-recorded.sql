-- days-nothing-recorded: several working days in a row on which nothing at all was recorded: the company was closed.
-- reads: working_days, stage_events
-- threshold: two to fifteen working days, on which ten entries and more would have been usual (two a day at least); the five
--            longest spans.
with counted as (
    select day, working_day_no, count(entered_at) as entries
    from working_days
    left join stage_events on entered_at::date = day
    where is_working and day between (select min(entered_at)::date from stage_events) and (select max(entered_at)::date from stage_events)
    group by all
),
silent as (
    select day, working_day_no - row_number() over (order by day) as span, (select median(entries) from counted) as usual
    from counted
    where entries = 0
),
found as (
    select
        'warning' as severity,
        min(day)::varchar || '..' || max(day)::varchar as subject,
        count(*) as affected,
        (select count(*) from counted) as total,
        min(day)::varchar as example
    from silent
    group by span
    having affected between 2 and 15 and max(usual) >= 2 and affected * max(usual) >= 10
    order by affected desc, example desc
    limit 5
)
from found

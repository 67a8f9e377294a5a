-- mass-closing: closings by the dozen on a single day are a clean-up; where it happens often, it is how the company works.
-- reads: visit_counts, data_span, copied_history, stage_visits
-- threshold: 20 closings on a day, and five times what nine of ten days with closings stay under (of ten such days and more); or half of all
--            closings (of thirty and more, in 56 days and more). No more such days than three a year and one.
with days as (
    select left_on as day, sum(visits) as closed
    from visit_counts
    where outcome = 'exited'
    group by left_on
),
compared as (
    select
        day,
        closed,
        sum(closed) over () as total,
        count(*) over () as days,
        quantile_disc(closed, 0.9) over () as usual,
        last_day - first_day as span
    from days
    cross join data_span
    cross join copied_history
    where not is_copied
),
mass as (
    select *, count(*) over () as times
    from compared
    where closed >= 20 and ((days >= 10 and closed >= 5 * usual) or (total >= 30 and closed >= 0.5 * total and span >= 56))
),
found as (
    select 'warning' as severity, day::varchar as subject, closed as affected, total, day
    from mass
    where times <= 1 + span // 120
    order by day
),
records as (
    select subject, journey_id, stage_id, entered_at, owner, reason as value
    from found
    join stage_visits on left_at::date = day
    where outcome = 'exited'
    order by journey_id
)
from found

-- mass_closings: days on which a stage was cleaned up: journeys closed by the dozen say when somebody tidied, not when they left.
-- grain: stage_id, day
-- reads: as_of_counts, data_span
-- rule:  a dozen closings of a stage on one day and more, and five times what nine of ten days with closings of it stay
--        under (ten such days and more are needed to know). Where that happens more than three times a year and once, it is
--        how the company works.
-- materialization: table
with days as (
    select stage_id, left_on as day, sum(visits) as closed
    from as_of_counts
    where outcome = 'exited' and not passed_through
    group by all
),
usual as (
    select stage_id, quantile_disc(closed, 0.9) as usual, count(*) as days from days group by stage_id
),
found as (
    select stage_id, day, closed, count(*) over (partition by stage_id) as times
    from days
    join usual using (stage_id)
    where closed >= 12 and days >= 10 and closed >= 5 * usual
)
select stage_id, day, closed
from found
cross join data_span
where times <= 1 + (last_day - first_day) // 120

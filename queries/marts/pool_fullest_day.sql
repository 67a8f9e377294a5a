-- pool_fullest_day: the day on which most went into the recycle pool, how many, their share of all, and how many do on a usual day.
-- grain: one row
-- reads: pool_visits
-- rule:  usual is the median of the days on which anybody went in; the first day of several equal ones. No row without a pool.
with days as (
    select entered_on, count(*) as journeys
    from pool_visits
    group by entered_on
)
select
    entered_on,
    journeys,
    journeys / (select sum(journeys) from days) as share,
    (select median(journeys) from days) as usual
from days
order by journeys desc, entered_on
limit 1

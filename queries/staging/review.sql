-- review: the day up to which everything is judged, and the span of the data.
-- grain: one row
-- reads: data_span
-- rule:  as_of is the last day with an event, unless a page or command asks for an earlier one.
select
    last_day as as_of,
    first_day,
    last_day
from data_span

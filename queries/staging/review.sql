-- review: the day up to which everything is judged, and the span of the data.
-- grain: one row
-- reads: stage_events
-- rule:  as_of is the last day with an event, unless a page or command asks for an earlier one.
-- kept:  table
select
    max(entered_at)::date as as_of,
    min(entered_at)::date as first_day,
    max(entered_at)::date as last_day
from stage_events

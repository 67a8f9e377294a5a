-- stage_entrants: the journeys that came into each stage within 8 weeks: the 8 that end on as_of, and spans of 8 in the year before.
-- grain: stage_id, spans_ago, journey_id
-- reads: stage_entries, review
-- rule:  spans_ago 0 ends on as_of, 1 to 6 each end 56 days before the next, as far as the data covers them whole
--        (spans_before). A journey that came in twice within a span counts once, by its first entry.
with day as (
    select as_of, least(greatest((date_diff('day', first_day, as_of) + 1) // 56 - 1, 0), 6)::integer as spans_before
    from review
)
select
    stage_id,
    spans_ago,
    journey_id,
    min(entered_at) as came_in_at,
    as_of - 56 * spans_ago as span_end,
    spans_before
from (
    select *, (date_diff('day', entered_at::date, as_of) // 56)::integer as spans_ago
    from stage_entries
    cross join day
)
where spans_ago <= spans_before
group by all

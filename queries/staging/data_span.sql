-- data_span: the first and the last day with an event.
-- grain: one row
-- reads: stage_events
-- rule:  days are those of the model's time zone.
-- materialization: table
select
    min(entered_at)::date as first_day,
    max(entered_at)::date as last_day
from stage_events

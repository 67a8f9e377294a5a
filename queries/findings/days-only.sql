-- days-only: entries carry a day but no time of day.
-- reads: stage_events
-- threshold: not a single time but midnight.
select 'note' as severity, count(*) as affected, count(*) as total
from stage_events
having not bool_or(entered_at != date_trunc('day', entered_at))

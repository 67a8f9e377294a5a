-- amounts-of-today: amounts are those of the newest export in past weeks as well; what a deal was worth then is not kept.
-- reads: journeys, stage_events
-- threshold: any amount, and eight weeks of history.
select 'note' as severity, count(*) filter (where amount > 0) as affected, count(*) as total
from journeys
having affected > 0 and (select max(entered_at) - min(entered_at) from stage_events) >= interval 56 days

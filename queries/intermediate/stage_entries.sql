-- stage_entries: each entry into a stage by the chosen journeys, and into 'supply', which stands for all new journeys.
-- grain: stage_id, journey_id, visit_no
-- reads: as_of_visits, stages
-- rule:  new journeys are those that began in the first stage.
select stage_id, journey_id, visit_no, entered_at
from as_of_visits
union all
select 'supply', journey_id, visit_no, entered_at
from as_of_visits
where entered_kind = 'new' and position = (select min(position) from stages)

-- no-way-known: where every record stands in its stage from the moment it was made, its way there was never recorded.
-- reads: visits, stages, load_info
-- threshold: 98% of the visits between the first stage and the goal begin with their journey; twenty such visits.
with goal as (
    select position from stages join load_info on key = 'goal' and value = stage_id
),
between_both as (
    select visit.journey_id, visit.position, visit.entered_at, visit.owner, begun.entered_at as begun_at
    from visits as visit
    join visits as begun on begun.journey_id = visit.journey_id and begun.visit_no = 1
    join goal on visit.position < goal.position
    where visit.position > 1 and not visit.passed_through
),
found as (
    select
        'unreliable' as severity,
        '' as subject,
        count(*) filter (where entered_at = begun_at) as affected,
        count(*) as total,
        min(journey_id) filter (where entered_at = begun_at) as example,
        'age' as hides
    from between_both
    having total >= 20 and affected >= 0.98 * total
),
records as (
    select subject, journey_id, stage_id, entered_at, owner, null as value
    from found
    join between_both on entered_at = begun_at
    join stages using (position)
    order by journey_id
)
from found

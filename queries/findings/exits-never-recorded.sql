-- exits-never-recorded: where nothing ever leaves the main line, what was dropped can't be told from what still waits.
-- reads: visit_counts, stages, stage_visits
-- threshold: not a single exit: one shows that exits are recorded.
with found as (
    select
        'unreliable' as severity,
        '' as subject,
        sum(visits) filter (where outcome = 'open') as affected,
        sum(visits) as total,
        'stock,age,exits' as hides
    from visit_counts
    join stages using (position)
    where not terminal
    having affected > 0 and not bool_or(outcome = 'exited')
),
records as (
    select subject, journey_id, stage_id, entered_at, owner, null as value
    from found
    join stage_visits on outcome = 'open'
    order by entered_at, journey_id
)
from found

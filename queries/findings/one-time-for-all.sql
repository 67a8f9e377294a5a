-- one-time-for-all: a history whose entries all carry one moment was copied, not lived.
-- reads: copied_history, visit_counts, stage_visits
-- threshold: two journeys that begin at one moment; one alone may well have a single entry.
with found as (
    select
        'unreliable' as severity,
        '' as subject,
        entries as affected,
        entries as total,
        first_at::varchar as example,
        'stock,age' as hides
    from copied_history
    where first_at = last_at
        and (select sum(visits) from visit_counts where entered_kind = 'new' and not passed_through) > 1
),
records as (
    select subject, journey_id, stage_id, entered_at, owner, null as value
    from found
    join stage_visits on not passed_through
    order by journey_id, visit_no
)
from found

-- one-day-for-all: a history in which all moved on one day was copied, not lived.
-- reads: copied_history, visit_counts, stage_visits, findings
-- threshold: 20 moves from stage to stage: no company's whole past is one day, but a first day with a few moves may be.
-- after: one-time-for-all
with found as (
    select
        'unreliable' as severity,
        '' as subject,
        entries as affected,
        entries as total,
        first_at::date::varchar as example,
        'stock,age' as hides
    from copied_history
    where one_day
        and (select sum(visits) from visit_counts where entered_kind = 'forward' and not passed_through) >= 20
        and not exists (from findings where finding = 'one-time-for-all')
),
records as (
    select subject, journey_id, stage_id, entered_at, owner, null as value
    from found
    join stage_visits on not passed_through
    order by journey_id, visit_no
)
from found

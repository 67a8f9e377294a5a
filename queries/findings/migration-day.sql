-- migration-day: a stage into which half of all journeys came on one day was filled by an import.
-- reads: entry_days, stages, data_span, copied_history, stage_visits
-- threshold: half of a stage's entries: even what is done once a month spreads over months. Thirty entries, below which half of them on
--            one day is no surprise. 56 days of data; a shorter history can't show it.
with found as (
    select 'unreliable' as severity, stage_id as subject, entries as affected, total, day::varchar as example, day
    from (select *, sum(entries) over (partition by position) as total from entry_days)
    join stages using (position)
    cross join data_span
    where kind = 'stage' and entries >= 30 and entries >= 0.5 * total and last_day - first_day >= 56
        and not (select is_copied from copied_history)
    order by position
),
records as (
    select subject, journey_id, stage_id, entered_at, owner, null as value
    from found
    join stage_visits on stage_id = subject and entered_at::date = day
    where not passed_through
    order by journey_id
)
from found

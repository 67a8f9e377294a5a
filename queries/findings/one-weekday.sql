-- one-weekday: nearly everything recorded on one weekday: dates of recording, not of the event.
-- reads: entry_days, copied_history
-- threshold: four fifths; evenly it would be a fifth, and half where a weekly meeting pushes. A hundred entries in eight weeks and more.
with weekdays as (
    select isodow(day) as weekday, sum(entries) as entries, max(day) as last_on
    from entry_days
    group by weekday
)
select
    'warning' as severity,
    'weekday-' || arg_max(weekday, entries) as subject,
    max(entries) as affected,
    sum(entries) as total,
    arg_max(last_on, entries)::varchar as example
from weekdays
having affected >= 0.8 * total
    and total >= 100
    and (select count(distinct date_trunc('week', day)) from entry_days) >= 8
    and not (select is_copied from copied_history)

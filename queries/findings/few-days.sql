-- few-days: nine tenths of everything recorded on a third of the working days: dates of recording, not of the event.
-- reads: entry_days, copied_history, working_days, data_span, findings
-- threshold: nine tenths on 35% of the working days, as activity_calendar has it, and twenty entries on each of those days. A hundred
--            entries in eight weeks and more.
-- after: one-weekday
with days as (
    select day, entries, sum(entries) over (order by entries desc, day) - entries as above, sum(entries) over () as total
    from (select day, sum(entries) as entries from entry_days group by day)
),
found as (
    select
        'warning' as severity,
        count(*) filter (where above < 0.9 * total) as affected,
        (
            select count(*)
            from working_days
            cross join data_span
            where is_working and day between first_day and last_day
        ) as total,
        any_value(days.total) as entries,
        count(distinct date_trunc('week', day)) as weeks
    from days
)
from found
where affected <= 0.35 * total
    and entries >= greatest(100, 20 * affected)
    and weeks >= 8
    and not (select is_copied from copied_history)
    and not exists (from findings where finding = 'one-weekday')

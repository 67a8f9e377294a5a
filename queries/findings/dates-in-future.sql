-- dates-in-future: a column in which dates lie ahead holds plans (an expected close date), not what happened.
-- reads: rejected_rows, load_files, findings
-- threshold: five rows and 1% of the file's; a single one is a slip of the pen. Activities that are yet to come are plans as any CRM
--            exports them among those that are done: only half of a file's rows are a column of them. Said already where the whole
--            column lies ahead (column-in-future).
with read_rows as (
    select file, sum(read) as rows
    from load_files
    group by file
)
select
    'warning' as severity,
    rejected.file || ': ' || column_name as subject,
    count(*) as affected,
    any_value(read_rows.rows) as total,
    min(line) || ': ' || coalesce(arg_min(value, line), 'None') as example
from rejected_rows as rejected
left join read_rows using (file)
where reason in ('in-future', 'planned')
    and rejected.file not in (select split_part(subject, ': ', 1) from findings where finding = 'column-in-future')
group by rejected.file, column_name
having affected >= 5
    and (count(*) filter (reason = 'in-future') >= greatest(5, 0.01 * coalesce(total, 0)) or affected >= 0.5 * coalesce(total, 0))
order by rejected.file, column_name

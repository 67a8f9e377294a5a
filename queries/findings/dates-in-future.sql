-- dates-in-future: a column in which dates lie ahead holds plans (an expected close date), not what happened.
-- reads: rejected_rows, load_files, findings
-- threshold: five rows and 1% of the file's; a single one is a slip of the pen. Said already where the whole column lies ahead
--            (column-in-future).
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
where reason = 'in-future'
    and rejected.file not in (select split_part(subject, ': ', 1) from findings where finding = 'column-in-future')
group by rejected.file, column_name
having affected >= greatest(5, 0.01 * coalesce(total, 0))
order by rejected.file, column_name

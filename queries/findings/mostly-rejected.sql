-- mostly-rejected: a file most of whose rows were rejected says little: the model's labels or the mapping are likely at fault.
-- reads: load_files, rejected_rows
-- threshold: half of its rows, so that what is kept is the smaller part. Activities that are yet to come are no fault of the mapping.
with planned as (
    select file, 'activities' as used_for, count(*) as rows
    from rejected_rows
    where reason = 'planned'
    group by file
)
select 'unreliable' as severity, file as subject, rejected as affected, read as total
from load_files
left join planned using (file, used_for)
where rejected - coalesce(rows, 0) > read / 2

-- mostly-rejected: a file most of whose rows were rejected says little: the model's labels or the mapping are likely at fault.
-- reads: load_files
-- threshold: half of its rows, so that what is kept is the smaller part.
select 'unreliable' as severity, file as subject, rejected as affected, read as total
from load_files
where rejected > read / 2

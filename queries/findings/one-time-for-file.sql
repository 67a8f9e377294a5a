-- one-time-for-file: rows of one file that all carry one moment were copied, not lived.
-- reads: file_times, load_files, stage_events, stages
-- threshold: twenty rows (file_times), while other files hold times of their own; where none does, the whole history is copied
--            (one-time-for-all).
with found as (
    select
        'unreliable' as severity,
        file as subject,
        entries as affected,
        (select sum(entries) from file_times) as total,
        first_at::varchar as example,
        source_no
    from file_times
    join load_files using (source_no)
    where one_time and not (select bool_and(one_time) from file_times)
    order by source_no
),
records as (
    select subject, journey_id, stage_id, entered_at, owner, null as value
    from found
    join stage_events using (source_no)
    join stages using (position)
    order by journey_id
)
from found

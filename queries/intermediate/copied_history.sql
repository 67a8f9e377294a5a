-- copied_history: whether the whole history was copied, not lived: then its days say nothing more in detail.
-- grain: one row
-- reads: file_times
-- rule:  every file carries one moment of its own, or all entries lie on one day.
-- materialization: temporary
select
    sum(entries)::bigint as entries,
    min(first_at) as first_at,
    max(last_at) as last_at,
    min(first_at)::date = max(last_at)::date as one_day,
    one_day or bool_and(one_time) as is_copied
from file_times

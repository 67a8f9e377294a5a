-- file_times: from when to when the stage entries of each file reach.
-- grain: source_no
-- reads: stage_events
-- rule:  one_time: twenty entries and more that all carry one moment.
-- materialization: temporary
select
    source_no,
    count(*) as entries,
    min(entered_at) as first_at,
    max(entered_at) as last_at,
    first_at = last_at and entries >= 20 as one_time
from stage_events
group by source_no

-- restated: weeks and stages of which this load counts other entries than the load before it did.
-- grain: week_start, stage_id
-- reads: compared_entries, last_restated
-- rule:  weeks up to the last day of the load before. A load of the same files changes nothing: what the last one found stays.
-- materialization: table
select week_start, stage_id, entered_before, entered_now
from compared_entries
where entered_before != entered_now
union all
select week_start, stage_id, entered_before, entered_now
from last_restated
order by week_start, stage_id

-- compared_entries: entries by week and stage as the load before counted them and as this one does, up to that load's last day.
-- grain: week_start, stage_id
-- reads: stage_visits, last_load, last_entries
-- rule:  nothing where there was no load before, or where it read the same files.
-- materialization: temporary
with these_entries as (
    select date_trunc('week', entered_at)::date as week_start, stage_id, count(*) as entered
    from stage_visits
    join last_load on entered_at::date <= last_day
    group by all
)
select
    week_start,
    stage_id,
    coalesce(last_entries.entered, 0) as entered_before,
    coalesce(these_entries.entered, 0) as entered_now
from last_entries
full join these_entries using (week_start, stage_id)

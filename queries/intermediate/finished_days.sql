-- finished_days: how long the visits that have ended had lasted, as a histogram.
-- grain: stage_id, days_in_stage
-- reads: as_of_counts
-- rule:  working days; passed-through visits took no time and are left out.
-- materialization: table
select
    stage_id,
    days_in_stage,
    sum(cell.visits) as visits,
    sum(sum(cell.visits)) over (partition by stage_id order by days_in_stage) as visits_up_to,
    sum(sum(cell.visits)) over (partition by stage_id) as visits_in_all
from as_of_counts as cell
where outcome != 'open' and not passed_through
group by stage_id, days_in_stage

-- entry_days: how many came into each stage, or left by each exit, on each day.
-- grain: position, day
-- reads: visit_counts, stages
-- rule:  passed-through visits are left out: nobody recorded them.
-- materialization: temporary
select position, entered_on as day, sum(visits)::bigint as entries
from visit_counts
where not passed_through
group by all
union all
select stages.position, left_on, sum(visits)::bigint
from visit_counts
join stages on stages.stage_id = exit_id
where outcome = 'exited'
group by all

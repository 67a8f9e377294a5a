-- stage-never-seen: a stage of the model into which nobody ever came.
-- reads: stages, visit_counts
-- threshold: not a single entry of its own: a stage passed through was not recorded either.
select 'warning' as severity, stage_id as subject, 0 as affected
from stages
where kind = 'stage' and position not in (select position from visit_counts where not passed_through)
order by position

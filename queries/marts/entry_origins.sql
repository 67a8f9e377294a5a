-- entry_origins: what came into each stage week by week: for the first time, or back from the recycle pool.
-- grain: week_start, stage_id
-- reads: stage_flow, pool_visits, working_days, weeks
-- rule:  first_time are entries of the flow that are new or come forward; from_pool are returns whose first stage this is. Those that
--        came back from a later stage or from another exit (other_back) are neither.
with back as (
    select week_start, return_stage as stage_id, count(*) as from_pool
    from pool_visits
    join working_days on day = left_on
    where ending = 'returned'
    group by all
)
select
    week_start,
    weeks.is_complete,
    flow.stage_id,
    flow.entered_new + flow.entered_forward as first_time,
    coalesce(back.from_pool, 0) as from_pool,
    flow.entered_back - coalesce(back.from_pool, 0) as other_back
from stage_flow as flow
join weeks using (week_start)
left join back using (week_start, stage_id)

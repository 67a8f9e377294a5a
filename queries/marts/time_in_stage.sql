-- time_in_stage: how long a stay in each stage lasted, in working days.
-- grain: stage_id
-- reads: finished_days, as_of_counts, stages
-- rule:  of visits that have ended, however they ended; still_open counts those that have not. A quantile is the
--        smallest number of days within which that share had ended. overdue_after_days is the stage's own target
--        (sla_days), or else its 85th percentile.
-- materialization: table
with quantiles as (
    select
        stage_id,
        max(visits_in_all) as finished,
        min(days_in_stage) filter (where visits_up_to >= 0.50 * visits_in_all) as median_days,
        min(days_in_stage) filter (where visits_up_to >= 0.85 * visits_in_all) as p85_days,
        min(days_in_stage) filter (where visits_up_to >= 0.95 * visits_in_all) as p95_days
    from finished_days
    group by stage_id
),
open_visits as (
    select stage_id, sum(visits) as still_open
    from as_of_counts
    where outcome = 'open'
    group by stage_id
)
select
    stages.stage_id,
    coalesce(finished, 0)::bigint as finished,
    median_days,
    p85_days,
    p95_days,
    coalesce(still_open, 0)::bigint as still_open,
    case when not terminal then coalesce(sla_days, p85_days) end as overdue_after_days
from stages
left join quantiles using (stage_id)
left join open_visits using (stage_id)
where kind = 'stage'
order by position

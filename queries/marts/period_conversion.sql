-- period_conversion: the period conversion of each stage: of the journeys that left it in eight weeks, the share that moved on.
-- grain: week_start, stage_id
-- reads: stage_flow, stages
-- rule:  advanced / (advanced + returned + exited) in the eight weeks up to and including this one. It mixes journeys that
--        entered at different times, and leaves out those that still stand; null where none left.
with summed as (
    select
        week_start,
        stage_id,
        sum(advanced) over eight_weeks as advanced,
        sum(advanced + returned + recycled + disqualified + lost + churned) over eight_weeks as left_stage,
        sum(entered) over eight_weeks as entered
    from stage_flow
    window eight_weeks as (partition by stage_id order by week_start rows between 7 preceding and current row)
)
select
    week_start,
    stage_id,
    entered::bigint as entered,
    left_stage::bigint as left_stage,
    advanced::bigint as advanced,
    advanced / nullif(left_stage, 0) as rate
from summed
semi join (select stage_id from stages where not terminal) using (stage_id)

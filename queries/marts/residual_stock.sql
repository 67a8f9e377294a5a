-- residual_stock: journeys that stand in each stage at the end of each week, and how long they have.
-- grain: week_start, stage_id
-- reads: stage_flow, standing_by_age, time_in_stage, stages
-- rule:  standing = the flow's closing; ages are working days since the visit began; overdue is older than the stage's own
--        target or 85th percentile. In a terminal stage nobody waits: its ages are empty. Without a journey there is no
--        median and no share.
-- materialization: table
with running as (
    select
        week_start,
        stage_id,
        age_days,
        journeys,
        amount,
        sum(journeys) over (partition by week_start, stage_id order by age_days) as up_to,
        sum(journeys) over (partition by week_start, stage_id) as in_all
    from standing_by_age
),
aged as (
    select
        week_start,
        stage_id,
        sum(amount) as amount,
        (min(age_days) filter (where up_to > (in_all - 1) // 2) + min(age_days) filter (where up_to > in_all // 2)) / 2
            as median_age_days,
        case when any_value(overdue_after_days) is not null
            then coalesce(sum(journeys) filter (where age_days > overdue_after_days), 0) / max(in_all) end as share_overdue
    from running
    join time_in_stage using (stage_id)
    group by week_start, stage_id
)
select
    flow.week_start,
    flow.stage_id,
    flow.closing as journeys,
    case when not terminal then coalesce(aged.amount, 0) end as amount,
    aged.median_age_days,
    aged.share_overdue
from stage_flow as flow
join stages using (stage_id)
left join aged using (week_start, stage_id)
order by flow.week_start, stages.position

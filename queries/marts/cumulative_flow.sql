-- cumulative_flow: how many journeys had come at least as far as each stage by the end of each week.
-- grain: week_start, stage_id
-- reads: as_of_counts, stages, weeks
-- rule:  a journey counts once a stage, in the week it first came that far; one that begins late counts for the stages before
--        as well.
-- materialization: table
with firsts as (
    select entered_week as week_start, reached.position, sum(cell.visits) as journeys
    from as_of_counts as cell
    join stages as reached
        on reached.position > cell.furthest_before and reached.position <= cell.position and reached.kind = 'stage'
    where cell.position > cell.furthest_before
    group by all
)
select
    weeks.week_start,
    stages.stage_id,
    (sum(coalesce(firsts.journeys, 0)) over (partition by stages.stage_id order by weeks.week_start))::bigint as arrived
from weeks
cross join stages
left join firsts on firsts.week_start = weeks.week_start and firsts.position = stages.position
where stages.kind = 'stage'
order by weeks.week_start, stages.position

-- stage_flow: what entered, left and stood in each stage, week by week.
-- grain: week_start, stage_id
-- reads: as_of_counts, stages, weeks
-- rule:  opening + entered - (advanced + returned + recycled + disqualified + lost + churned) = closing, and closing is the
--        next week's opening. entered = entered_new + entered_forward + entered_back.
-- materialization: table
with moves as (
    select entered_week as week_start, stage_id, entered_kind as move, visits as journeys
    from as_of_counts
    union all
    select left_week, cell.stage_id, coalesce(exits.kind, outcome), visits
    from as_of_counts as cell
    left join stages as exits on exits.stage_id = cell.exit_id
    where left_on is not null
),
counted as (
    select
        week_start,
        stage_id,
        sum(journeys) filter (where move = 'new') as entered_new,
        sum(journeys) filter (where move = 'forward') as entered_forward,
        sum(journeys) filter (where move = 'back') as entered_back,
        sum(journeys) filter (where move = 'advanced') as advanced,
        sum(journeys) filter (where move = 'returned') as returned,
        sum(journeys) filter (where move = 'recycle') as recycled,
        sum(journeys) filter (where move = 'disqualified') as disqualified,
        sum(journeys) filter (where move = 'lost') as lost,
        sum(journeys) filter (where move = 'churned') as churned
    from moves
    group by week_start, stage_id
),
every_week as (
    select
        week_start,
        stage_id,
        position,
        columns(counted.* exclude (week_start, stage_id))
    from weeks
    cross join stages
    left join counted using (week_start, stage_id)
    where kind = 'stage'
),
filled as (
    select week_start, stage_id, position, coalesce(columns(* exclude (week_start, stage_id, position)), 0)::bigint
    from every_week
),
netted as (
    select
        *,
        entered_new + entered_forward + entered_back as entered,
        entered - (advanced + returned + recycled + disqualified + lost + churned) as change
    from filled
)
select
    week_start,
    stage_id,
    (sum(change) over history - change)::bigint as opening,
    entered,
    entered_new,
    entered_forward,
    entered_back,
    advanced,
    returned,
    recycled,
    disqualified,
    lost,
    churned,
    (sum(change) over history)::bigint as closing
from netted
window history as (partition by stage_id order by week_start)
order by week_start, position

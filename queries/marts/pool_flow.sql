-- pool_flow: what came into the recycle pool, came back, was closed and lay there, week by week.
-- grain: week_start, exit_id, from_stage, reason
-- reads: pool_visits, weeks, working_days
-- rule:  opening + entered - returned - closed = closing, and closing is the next week's opening. Only exits, stages and reasons that
--        were seen have rows, each for every week.
-- materialization: table
with moves as (
    select week_start, exit_id, from_stage, reason, 'entered' as move, count(*) as journeys
    from pool_visits
    join working_days on day = entered_on
    group by all
    union all
    select week_start, exit_id, from_stage, reason, ending, count(*)
    from pool_visits
    join working_days on day = left_on
    group by all
),
counted as (
    select
        week_start,
        exit_id,
        from_stage,
        reason,
        sum(journeys) filter (move = 'entered') as entered,
        sum(journeys) filter (move = 'returned') as returned,
        sum(journeys) filter (move = 'closed') as closed
    from moves
    group by all
),
filled as (
    select
        week_start,
        is_complete,
        exit_id,
        from_stage,
        reason,
        coalesce(entered, 0)::bigint as entered,
        coalesce(returned, 0)::bigint as returned,
        coalesce(closed, 0)::bigint as closed
    from weeks
    cross join (select distinct exit_id, from_stage, reason from counted)
    left join counted using (week_start, exit_id, from_stage, reason)
)
select
    week_start,
    is_complete,
    exit_id,
    from_stage,
    reason,
    (sum(entered - returned - closed) over history - (entered - returned - closed))::bigint as opening,
    entered,
    returned,
    closed,
    (sum(entered - returned - closed) over history)::bigint as closing
from filled
window history as (partition by exit_id, from_stage, reason order by week_start)

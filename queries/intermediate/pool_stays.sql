-- pool_stays: a journey's stays in the recycle pool, in order.
-- grain: journey_id, pool_no
-- reads: ordered_events, stages, stage_visits
-- rule:  the pool holds those who left by an exit that the model calls recyclable: kind recycle, and lost ones where it says so. A
--        stay ends when the journey comes back to the main line (returned), or leaves for good or by a recyclable exit of another
--        kind (closed). The same kind of exit again is one stay: first time, first reason. from_stage is the stage left, nothing
--        where the journey begins with the exit; owner is the exit's, else that stage's last one.
-- materialization: table
with off_line as (
    select
        event.*,
        exits.stage_id as exit_id,
        case when exits.recyclable then exits.kind end as pool,
        count(*) filter (coalesce(prior.kind, 'stage') = 'stage') over history as chain_no
    from ordered_events as event
    join stages as exits using (position)
    left join stages as prior on prior.position = event.prior_position
    where exits.kind != 'stage'
    window history as (partition by journey_id order by event_no)
),
marked as (
    select
        *,
        lag(pool) over chain is distinct from pool or row_number() over chain = 1 as is_first,
        first(prior_position) over chain as from_position
    from off_line
    window chain as (partition by journey_id, chain_no order by event_no)
),
parts as (
    select *, count(*) filter (is_first) over (partition by journey_id order by event_no) as part_no
    from marked
),
stays as (
    select
        journey_id,
        part_no,
        any_value(pool) as pool,
        first(exit_id order by event_no) as exit_id,
        any_value(from_position) as from_position,
        coalesce(first(reason order by event_no), '') as reason,
        first(owner order by event_no) as owner,
        min(entered_at) as entered_at,
        last(next_position order by event_no) as next_position,
        last(case when next_position is not null then greatest(entered_at, next_recorded_at) end order by event_no) as left_at
    from parts
    group by journey_id, part_no
)
select
    stay.journey_id,
    row_number() over (partition by stay.journey_id order by part_no)::integer as pool_no,
    stay.exit_id,
    origin.stage_id as from_stage,
    stay.reason,
    coalesce(stay.owner, left_visit.owner) as owner,
    stay.entered_at,
    stay.left_at,
    case when stay.next_position is null then 'open' when back.stage_id is not null then 'returned' else 'closed' end as ending,
    back.stage_id as return_stage
from stays as stay
left join stages as origin on origin.position = stay.from_position
left join stages as back on back.position = stay.next_position and back.kind = 'stage'
left join stage_visits as left_visit
    on left_visit.journey_id = stay.journey_id and left_visit.left_at = stay.entered_at and left_visit.outcome = 'exited'
        and left_visit.position = stay.from_position
where pool is not null

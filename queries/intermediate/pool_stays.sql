-- pool_stays: a journey's stays in the recycle pool, in order.
-- grain: journey_id, pool_no
-- reads: ordered_events, stages, main_line, visits
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
        coalesce(prior_position <= last_position, true) as is_first,
        coalesce(next_position <= last_position, true) as is_last
    from ordered_events as event
    join stages as exits using (position)
    cross join main_line
    where exits.kind != 'stage'
),
alone as (  -- most exits: from the main line, and nothing or the main line after it
    select
        journey_id,
        event_no,
        exit_id,
        prior_position as from_position,
        reason,
        owner,
        entered_at,
        next_position,
        case when next_position is not null then greatest(entered_at, next_recorded_at) end as left_at
    from off_line
    where is_first and is_last and pool is not null
),
chained as (
    select *, count(*) filter (is_first) over (partition by journey_id order by event_no) as chain_no
    from off_line
    where not (is_first and is_last)
),
marked as (
    select
        * exclude (is_first),
        lag(pool) over chain is distinct from pool or row_number() over chain = 1 as is_first,
        first(prior_position) over chain as from_position
    from chained
    window chain as (partition by journey_id, chain_no order by event_no)
),
parts as (
    select *, count(*) filter (is_first) over (partition by journey_id order by event_no) as part_no
    from marked
),
stays as (
    select *
    from alone
    union all by name
    select
        journey_id,
        min(event_no) as event_no,
        first(exit_id order by event_no) as exit_id,
        any_value(from_position) as from_position,
        first(reason order by event_no) as reason,
        first(owner order by event_no) as owner,
        min(entered_at) as entered_at,
        last(next_position order by event_no) as next_position,
        last(case when next_position is not null then greatest(entered_at, next_recorded_at) end order by event_no) as left_at
    from parts
    group by journey_id, part_no
    having any_value(pool) is not null
),
owners_before as (
    select stay.journey_id, stay.event_no, visit.owner as owner_before
    from stays as stay
    join visits as visit
        on visit.journey_id = stay.journey_id and visit.left_at = stay.entered_at and visit.position = stay.from_position
    cross join main_line
    where stay.owner is null and visit.next_position > last_position
)
select
    stay.journey_id,
    row_number() over (partition by stay.journey_id order by event_no)::integer as pool_no,
    stay.exit_id,
    origin.stage_id as from_stage,
    coalesce(stay.reason, '') as reason,
    coalesce(stay.owner, owner_before) as owner,
    stay.entered_at,
    stay.left_at,
    case when stay.next_position is null then 'open' when back.stage_id is not null then 'returned' else 'closed' end as ending,
    back.stage_id as return_stage
from stays as stay
left join stages as origin on origin.position = stay.from_position
left join stages as back on back.position = stay.next_position and back.kind = 'stage'
left join owners_before using (journey_id, event_no)

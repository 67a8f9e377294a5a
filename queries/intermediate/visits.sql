-- visits: a journey's stays in the stages, in order, in the numbers of the model's stages.
-- grain: journey_id, visit_no
-- reads: ordered_events, main_line
-- rule:  equal stages in a row are one visit: first time, latest owner. A skipped stage gets a visit that is entered and
--        left at the moment of the next one; nothing is filled before the first stage or across an exit. next_position is where the
--        journey went, a stage or an exit; reason that of an exit. stage_visits says the same in names and working days.
-- materialization: table
with timed as (
    select
        * exclude (next_recorded_at),
        case when next_position is not null then greatest(entered_at, next_recorded_at) end as left_at
    from ordered_events
),
single as (
    select *
    from timed
    where position is distinct from prior_position and position is distinct from next_position
),
repeated as (
    select *, count(*) filter (where position is distinct from prior_position) over (
        partition by journey_id order by event_no) as run_no
    from timed
    where position = prior_position or position = next_position
),
merged as (
    select
        journey_id,
        min(event_no) as event_no,
        any_value(position) as position,
        min(entered_at) as entered_at,
        arg_max(owner, event_no) as owner,
        arg_min(source_no, event_no) as source_no,
        first(prior_position order by event_no) as prior_position,
        last(next_position order by event_no) as next_position,
        last(next_reason order by event_no) as next_reason,
        min(furthest_before) as furthest_before,
        last(left_at order by event_no) as left_at
    from repeated
    group by journey_id, run_no
),
runs as (
    select * from single
    union all by name
    select * from merged
),
stays as (
    select
        *,
        case when next_position <= last_position then greatest(next_position - position - 1, 0) else 0 end as skips
    from runs
    cross join main_line
    where position <= last_position
),
numbered as (
    select
        *,
        row_number() over history + coalesce(sum(skips) over (history rows between unbounded preceding and 1 preceding), 0)
            as visit_no
    from stays
    window history as (partition by journey_id order by event_no)
),
with_passed as (
    select
        journey_id, visit_no, position, entered_at, left_at, owner, prior_position, next_position,
        case when next_position > last_position then next_reason end as reason,
        case when prior_position < position then greatest(furthest_before, position - 1) else furthest_before end
            as furthest_before,
        false as passed_through
    from numbered
    union all
    select
        journey_id, visit_no + step, position + step, left_at, left_at, null, position + step - 1, next_position, null,
        greatest(furthest_before, position + step - 1), true
    from numbered, unnest(range(1, skips + 1)) as skipped(step)
)
select
    journey_id,
    visit_no::integer as visit_no,
    position::utinyint as position,
    entered_at,
    left_at,
    prior_position::utinyint as prior_position,
    next_position::utinyint as next_position,
    owner,
    reason,
    passed_through,
    furthest_before::utinyint as furthest_before
from with_passed

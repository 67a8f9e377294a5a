-- stage_visits: a journey's stays in the stages, in order.
-- grain: journey_id, visit_no
-- reads: ordered_events, stages, working_days, data_span
-- rule:  equal stages in a row are one visit: first time, latest owner. A skipped stage gets a visit that is entered and
--        left at the moment of the next one; nothing is filled before the first stage or across an exit. Days are working
--        days; an open visit's run up to the last day of the data.
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
        case when next_position < 101 then greatest(next_position - position - 1, 0) else 0 end as skips
    from runs
    where position < 101
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
        journey_id, visit_no, position, entered_at, left_at, owner, prior_position, next_position, next_reason,
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
    visit.journey_id,
    visit.visit_no::integer as visit_no,
    stage.stage_id,
    visit.position,
    visit.entered_at,
    visit.left_at,
    case
        when visit.next_position is null then 'open'
        when visit.next_position >= 101 then 'exited'
        when visit.next_position > visit.position then 'advanced'
        else 'returned'
    end as outcome,
    leaving.stage_id as exit_id,
    following.stage_id as next_stage_id,
    visit.owner,
    case when leaving.stage_id is not null then visit.next_reason end as reason,
    coalesce(left_day.working_day_no, last_day.working_day_no) - entered_day.working_day_no as days_in_stage,
    visit.passed_through,
    case
        when visit.prior_position is null then 'new'
        when visit.prior_position >= 101 or visit.prior_position > visit.position then 'back'
        else 'forward'
    end as entered_kind,
    entered_day.week_start as entered_week,
    left_day.week_start as left_week,
    entered_day.working_day_no as entered_day_no,
    left_day.working_day_no as left_day_no,
    visit.furthest_before::integer as furthest_before
from with_passed as visit
join stages as stage on stage.position = visit.position
left join stages as leaving on leaving.position = visit.next_position and leaving.position >= 101
left join stages as following
    on following.position = case when visit.next_position > visit.position then visit.position + 1 else visit.next_position end
    and visit.next_position < 101
join working_days as entered_day on entered_day.day = visit.entered_at::date
left join working_days as left_day on left_day.day = visit.left_at::date
cross join (select working_day_no from working_days join data_span on day = last_day) as last_day

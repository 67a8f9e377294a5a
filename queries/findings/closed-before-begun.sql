-- closed-before-begun: journeys whose first record is the goal or an exit, and that begin on a later day: a date of another kind.
-- reads: stages, load_info, visits, stage_events, main_line, journeys
-- threshold: a single one; a warning from 1% of the journeys on.
with goal as (
    select coalesce(min(position), 1000) as goal_position
    from stages
    join load_info on key = 'goal' and value = stage_id
),
suspects as (
    select journey_id, position, entered_at, owner, position >= goal_position as began_at_goal
    from visits
    cross join goal
    where visit_no = 1
        and (
            prior_position is not null
            or (position >= goal_position and position > 1 and next_position <= position and left_at::date > entered_at::date)
        )
),
left_before as (
    select distinct journey_id
    from suspects
    join stage_events using (journey_id)
    cross join main_line
    where stage_events.position > last_position and stage_events.entered_at::date < suspects.entered_at::date
),
confirmed as (
    select *
    from suspects
    where began_at_goal or journey_id in (select journey_id from left_before)
),
found as (
    select
        count(*) as affected,
        (select count(*) from journeys) as total,
        min(journey_id) as example,
        case when count(*) >= 0.01 * (select count(*) from journeys) then 'warning' else 'note' end as severity
    from confirmed
    having affected > 0
),
records as (
    select '' as subject, journey_id, stage_id, entered_at, owner, null as value
    from confirmed
    join stages using (position)
    order by journey_id
)
from found

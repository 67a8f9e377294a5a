-- ordered_events: every stage entry with what came before and after it in its journey.
-- grain: journey_id, event_no
-- reads: stage_events, same_day_order, main_line
-- rule:  within a day the clock decides, or the order of stages (same_day_order); equal times go by stage, then by the
--        order of the rows. Where stage order overrules the clock, a time is never before the one preceding it.
-- materialization: temporary
select
    journey_id,
    row_number() over history as event_no,
    position::integer as position,
    max(entered_at) over history as entered_at,
    lead(entered_at) over history as next_recorded_at,
    owner,
    reason,
    source_no,
    lag(position::integer) over history as prior_position,
    lead(position::integer) over history as next_position,
    lead(reason) over history as next_reason,
    coalesce(max(position) filter (where position <= last_position) over (
        history rows between unbounded preceding and 1 preceding), 0) as furthest_before
from stage_events
cross join same_day_order
cross join main_line
window history as (
    partition by journey_id
    order by case when rule = 'clock' then entered_at else date_trunc('day', entered_at) end,
        position, entered_at, source_no, row_no
)

-- stage_visits: a journey's stays in the stages, in order.
-- grain: journey_id, visit_no
-- reads: visits, main_line, stages, working_days, data_span
-- rule:  equal stages in a row are one visit: first time, latest owner. A skipped stage gets a visit that is entered and
--        left at the moment of the next one; nothing is filled before the first stage or across an exit. Days are working
--        days; an open visit's run up to the last day of the data.
select
    visit.journey_id,
    visit.visit_no,
    stage.stage_id,
    visit.position::integer as position,
    visit.entered_at,
    visit.left_at,
    case
        when visit.next_position is null then 'open'
        when visit.next_position > last_position then 'exited'
        when visit.next_position > visit.position then 'advanced'
        else 'returned'
    end as outcome,
    case when visit.next_position > last_position then leaving.stage_id end as exit_id,
    case
        when visit.next_position > last_position then null
        when visit.next_position > visit.position then following.stage_id
        else leaving.stage_id
    end as next_stage_id,
    visit.owner,
    visit.reason,
    coalesce(left_day.working_day_no, last_day.working_day_no) - entered_day.working_day_no as days_in_stage,
    visit.passed_through,
    case
        when visit.prior_position is null then 'new'
        when visit.prior_position > last_position or visit.prior_position > visit.position then 'back'
        else 'forward'
    end as entered_kind,
    entered_day.week_start as entered_week,
    left_day.week_start as left_week,
    entered_day.working_day_no as entered_day_no,
    left_day.working_day_no as left_day_no,
    visit.furthest_before::integer as furthest_before
from visits as visit
cross join main_line
join stages as stage on stage.position = visit.position
left join stages as leaving on leaving.position = visit.next_position
left join stages as following on following.position = visit.position + 1
join working_days as entered_day on entered_day.day = visit.entered_at::date
left join working_days as left_day on left_day.day = visit.left_at::date
cross join (select working_day_no from working_days join data_span on day = last_day) as last_day

-- as_of_counts: visit_counts as they stood at the end of the day as_of.
-- grain: stage_id, entered_on, left_on, outcome, exit_id, entered_kind, furthest_before, passed_through; as of an earlier day, cells
--        that differ only in what came later stay apart
-- reads: visit_counts, review, stages, working_days
-- rule:  what happened after as_of is not known yet: later visits are left out, visits left later are still open.
-- materialization: table
with seen as (
    select
        cell.* replace (
            case when left_on <= as_of then left_on end as left_on,
            case when left_on <= as_of then outcome else 'open' end as outcome,
            case when left_on <= as_of then exit_id end as exit_id
        ),
        as_of
    from visit_counts as cell
    cross join review
    where entered_on <= as_of
)
select
    stages.stage_id,
    stages.terminal,
    seen.* exclude (as_of),
    entered_day.week_start as entered_week,
    left_day.week_start as left_week,
    entered_day.working_day_no as entered_day_no,
    coalesce(left_day.working_day_no, last_day.working_day_no) - entered_day.working_day_no as days_in_stage
from seen
join stages using (position)
join working_days as entered_day on entered_day.day = seen.entered_on
left join working_days as left_day on left_day.day = seen.left_on
join working_days as last_day on last_day.day = seen.as_of

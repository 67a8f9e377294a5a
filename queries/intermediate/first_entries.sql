-- first_entries: when each chosen journey first came into each stage, and for how long it has been followed since.
-- grain: journey_id, stage_id
-- reads: as_of_visits, review, working_days
-- rule:  passed-through visits are left out: they are there only because the journey went on. days_followed: working days from the
--        entry to as_of.
with day as (
    select working_day_no as as_of_no
    from review
    join working_days on day = as_of
)
select
    journey_id,
    stage_id,
    position,
    min(visit_no) as visit_no,
    min(entered_at) as entered_at,
    min(entered_day_no) as entered_day_no,
    any_value(as_of_no) - min(entered_day_no) as days_followed
from as_of_visits
cross join day
where not passed_through
group by journey_id, stage_id, position

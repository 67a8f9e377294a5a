-- weeks: the weeks of the data, from Monday, none missing.
-- grain: week_start
-- reads: working_days, review
-- rule:  a week is complete once as_of has reached its last working day.
select
    week_start,
    max(day) as week_end,
    count(*) filter (where is_working) as working_days,
    any_value(as_of) >= coalesce(max(day) filter (where is_working), max(day)) as is_complete,
    max(working_day_no) filter (where day <= as_of) as last_day_no
from working_days
cross join review
where week_start <= as_of
group by week_start
having max(day) >= any_value(first_day)

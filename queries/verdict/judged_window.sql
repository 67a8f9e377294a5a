-- judged_window: the review window and its baseline, in weeks and on the clock.
-- grain: as_of
-- reads: judged_visits, activity_calendar, review
-- rule:  the window is the 56 days that end on as_of; the baseline up to 52 weeks before it, as far as there is data.
-- materialization: table
with data as (
    select max(entered_ago) // 7 + 1 as weeks from judged_visits
)
select
    review.as_of,
    8 as window_weeks,
    greatest(least(52, weeks - 8), 0)::integer as baseline_weeks,
    (select clock_no from activity_calendar where ago = 0) as end_no,
    (select clock_no from activity_calendar where ago = 56) as start_no,
    coalesce((select clock_no from activity_calendar where ago = 7 * (8 + least(52, weeks - 8))), (select min(clock_no) - 1 from activity_calendar))
        as baseline_start_no
from review
cross join data
where weeks > 8

-- judged_weeks: which weeks are the review window, which its baseline, and which are left out.
-- grain: weeks_ago
-- reads: judged_counts, activity_calendar, review, review_settings, excluded_weeks
-- rule:  weeks are the seven days counted back from as_of. The window is the last ones; the baseline up to 52 weeks before
--        it, as far as there is data. A week that shares a day with an excluded calendar week is neither. end_no: the clock
--        at the end of the week; before_no: at the end of the week before it.
-- materialization: table
with data as (
    select max(entered_ago) // 7 + 1 as weeks from judged_counts
),
numbered as (
    select weeks_ago::integer as weeks_ago, review.as_of - (7 * weeks_ago)::integer as last_day
    from review
    cross join data
    cross join unnest(range(weeks)) as numbers(weeks_ago)
),
clock as (
    select weeks_ago, clock_no as end_no, lead(clock_no) over (order by weeks_ago) as before_no
    from (select ago // 7 as weeks_ago, clock_no from activity_calendar where ago % 7 = 0)
)
select
    numbered.weeks_ago,
    last_day - 6 as first_day,
    last_day,
    case
        when exists (
            select 1 from excluded_weeks as excluded where excluded.week_start <= last_day and excluded.week_start + 6 >= last_day - 6
        ) then 'excluded'
        when weeks_ago < window_weeks then 'window'
        when weeks_ago < window_weeks + 52 then 'baseline'
        else 'earlier'
    end as role,
    coalesce(end_no, first_no) as end_no,
    coalesce(before_no, case when end_no is null then first_no else first_no - 1 end) as before_no
from numbered
left join clock using (weeks_ago)
cross join review_settings
cross join (select min(clock_no) as first_no from activity_calendar)

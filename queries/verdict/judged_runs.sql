-- judged_runs: the unbroken runs of weeks of the window and of its baseline, in days ago and on the clock.
-- grain: role, newest_ago
-- reads: judged_weeks
-- rule:  a week left out breaks a run: who stands at a run's start is at risk from the age reached by then.
-- materialization: table
select
    role,
    7 * min(weeks_ago) as newest_ago,
    7 * max(weeks_ago) + 6 as oldest_ago,
    count(*) as weeks,
    max(end_no) as end_no,
    min(before_no) as start_no
from (
    select *, weeks_ago - row_number() over (partition by role order by weeks_ago) as run
    from judged_weeks
    where role in ('window', 'baseline')
)
group by role, run

-- skipped_entries: how often a stage is passed over, week by week.
-- grain: stage_no, weeks_ago
-- reads: as_of_counts, review, stages
-- rule:  of the journeys that come as far as a stage from one before it: passed is how many have no entry of their own there.
--        Weeks are the seven days counted back from as_of.
with line as (
    select stage_id, (row_number() over (order by position) - 1)::integer as stage_no
    from stages
    where kind = 'stage' and not terminal
)
select
    stage_no,
    (date_diff('day', cell.entered_on, as_of) // 7)::integer as weeks_ago,
    sum(cell.visits) as entries,
    coalesce(sum(cell.visits) filter (cell.passed_through), 0) as passed
from as_of_counts as cell
join line using (stage_id)
cross join review
where cell.entered_kind = 'forward'
group by all

-- visit_ends: visits of a stage by the quarter they began in, how long they had lasted and how they had ended.
-- grain: stage_id, cohort_start, age_days, ending
-- reads: as_of_counts
-- rule:  ending is advanced, exited (returned or left the main line) or open (seen only up to this age). Passed-through
--        visits advanced at age 0.
-- materialization: table
select
    stage_id,
    date_trunc('quarter', entered_on)::date as cohort_start,
    greatest(days_in_stage, 0) as age_days,
    case when outcome in ('returned', 'exited') then 'exited' else outcome end as ending,
    sum(visits) as visits
from as_of_counts
where not terminal
group by all

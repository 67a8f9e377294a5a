-- cohort_conversion: the cohort conversion of each stage by the quarter in which journeys entered it.
-- grain: stage_id, cohort_start
-- reads: visit_ends
-- rule:  incidence_advanced is the Aalen-Johansen share that has moved on within seen_days, the oldest age at which at least
--        ten of the cohort (or a tenth of it) were still watched: a young cohort is not shown as drop-off. advanced_share_so_far counts
--        the open ones as not advanced, as most reports do.
-- materialization: table
with ends as (
    select
        stage_id,
        cohort_start,
        age_days,
        coalesce(sum(visits) filter (where ending = 'advanced'), 0) as advanced,
        coalesce(sum(visits) filter (where ending = 'exited'), 0) as exited,
        sum(visits) as gone
    from visit_ends
    group by stage_id, cohort_start, age_days
),
exposed as (
    select
        *,
        sum(gone) over (partition by stage_id, cohort_start order by age_days desc) as at_risk,
        sum(gone) over (partition by stage_id, cohort_start) as entered
    from ends
),
standing as (
    select
        *,
        product(1 - (advanced + exited) / at_risk) over cohort as survival
    from exposed
    window cohort as (partition by stage_id, cohort_start order by age_days)
),
steps as (
    select *, coalesce(lag(survival) over cohort, 1) * advanced / at_risk as step
    from standing
    window cohort as (partition by stage_id, cohort_start order by age_days)
),
watched as (
    select *, at_risk >= least(10, ceil(entered / 10)) as is_watched
    from steps
)
select
    stage_id,
    cohort_start,
    max(entered)::bigint as entered,
    sum(advanced)::bigint as advanced,
    sum(exited)::bigint as exited,
    (max(entered) - sum(advanced + exited))::bigint as still_open,
    sum(advanced) / max(entered) as advanced_share_so_far,
    sum(step) filter (where is_watched) as incidence_advanced,
    max(age_days) filter (where is_watched) as seen_days
from watched
group by stage_id, cohort_start
order by stage_id, cohort_start

-- cumulative_incidence: the cohort conversion of each stage by age: the share that has moved on, or left, within so many days.
-- grain: stage_id, age_days
-- reads: visit_ends
-- rule:  Aalen-Johansen: at each age the hazards of advancing and of leaving otherwise among those still standing; visits
--        that are still open count until the age they have reached. survival + both incidences = 1.
-- materialization: table
with ends as (
    select
        stage_id,
        age_days,
        sum(visits) filter (where ending = 'advanced') as advanced,
        sum(visits) filter (where ending = 'exited') as exited,
        sum(visits) as gone
    from visit_ends
    group by stage_id, age_days
),
exposed as (
    select
        stage_id,
        age_days,
        coalesce(advanced, 0)::bigint as advanced,
        coalesce(exited, 0)::bigint as exited,
        (sum(gone) over (partition by stage_id order by age_days desc))::bigint as at_risk
    from ends
),
standing as (
    select *, product(1 - (advanced + exited) / at_risk) over (partition by stage_id order by age_days) as survival
    from exposed
),
steps as (
    select *, coalesce(lag(survival) over (partition by stage_id order by age_days), 1) / at_risk as weight
    from standing
)
select
    stage_id,
    age_days,
    at_risk,
    advanced,
    exited,
    survival,
    sum(weight * advanced) over (partition by stage_id order by age_days) as incidence_advanced,
    sum(weight * exited) over (partition by stage_id order by age_days) as incidence_exited
from steps
order by stage_id, age_days

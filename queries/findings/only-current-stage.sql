-- only-current-stage: where hardly anybody was ever seen moving, yet all stand in several stages, only the last change was exported.
-- reads: visit_counts, stage_visits, visits
-- threshold: 95% of all visits are a journey's first, a fifth of them beyond the first stage, in three stages and more; twenty visits.
with counted as (
    select
        coalesce(sum(visits) filter (where entered_kind = 'new'), 0) as first_visits,
        coalesce(sum(visits) filter (where entered_kind = 'new' and position > 1), 0) as begun_later,
        count(distinct position) as stages,
        sum(visits) as visits
    from visit_counts
    where not passed_through
),
found as (
    select
        'unreliable' as severity,
        '' as subject,
        first_visits as affected,
        visits as total,
        (select min(journey_id) from visits where visit_no = 1 and position > 1) as example,
        'exits' as hides
    from counted
    where visits >= 20 and first_visits >= 0.95 * visits and stages >= 3 and begun_later >= 0.2 * visits
),
records as (
    select subject, journey_id, stage_id, entered_at, owner, null as value
    from found
    join stage_visits on position > 1
    order by journey_id
)
from found

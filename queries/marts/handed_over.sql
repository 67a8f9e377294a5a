-- handed_over: what came into each stage by the values of the model's attributes: in the 8 weeks up to as_of and in the year before.
-- grain: stage_id, attribute, value
-- reads: visible_visits, review, journeys, attributes
-- rule:  now is the 56 days that end on as_of, before the 364 days before them; '' is 'not recorded'. Only attributes of few values.
--        Without any journey in a period there is no share.
with recorded as (
    from (select * exclude (amount), null::varchar as "no attribute" from journeys)
    unpivot include nulls (value for attribute in (columns(* exclude (journey_id))))
),
came as (
    select
        visit.stage_id,
        visit.journey_id,
        review.as_of - visit.entered_at::date < 56 as is_recent
    from visible_visits as visit
    cross join review
    where review.as_of - visit.entered_at::date < 56 + 364
),
counted as (
    select
        came.stage_id,
        recorded.attribute,
        coalesce(recorded.value, '') as value,
        count(*) filter (is_recent) as came_now,
        count(*) filter (not is_recent) as came_before
    from came
    join recorded using (journey_id)
    semi join (select attribute from attributes where in_model and filterable) using (attribute)
    group by all
)
select
    *,
    came_now / nullif(sum(came_now) over everything, 0) as share_now,
    came_before / nullif(sum(came_before) over everything, 0) as share_before
from counted
window everything as (partition by stage_id, attribute)
order by stage_id, attribute, came_now desc, value

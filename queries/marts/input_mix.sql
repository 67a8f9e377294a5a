-- input_mix: what came into each stage by the values of the model's attributes: in the 8 weeks up to as_of and in the year before.
-- grain: stage_id, attribute, value
-- reads: stage_entries, review, journey_attributes, attributes
-- rule:  now is the 56 days that end on as_of, before the 364 days before them; '' is 'not recorded'. Only attributes of few values.
--        Without any journey in a period there is no share. in_8_weeks_before: as many as came in 56 of the days before that the data
--        covers.
with came as (
    select
        entries.stage_id,
        entries.journey_id,
        review.as_of - entries.entered_at::date < 56 as is_recent,
        least(greatest(review.as_of - 55 - review.first_day, 0), 364) as days_before
    from stage_entries as entries
    cross join review
    where review.as_of - entries.entered_at::date < 56 + 364
),
counted as (
    select
        came.stage_id,
        recorded.attribute,
        coalesce(recorded.value, '') as value,
        count(*) filter (is_recent) as came_now,
        count(*) filter (not is_recent) as came_before,
        any_value(days_before) as days_before
    from came
    join journey_attributes as recorded using (journey_id)
    semi join (select attribute from attributes where in_model and filterable) using (attribute)
    group by all
)
select
    * exclude (days_before),
    came_now / nullif(sum(came_now) over everything, 0) as share_now,
    came_before / nullif(sum(came_before) over everything, 0) as share_before,
    came_before * 56 / nullif(days_before, 0) as in_8_weeks_before
from counted
window everything as (partition by stage_id, attribute)
order by stage_id, attribute, came_now desc, value

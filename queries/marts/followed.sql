-- followed: what has become of those that came into each stage in the last 8 weeks, by what they brought; and in the year before.
-- grain: stage_id, attribute, value, place
-- reads: followed_journeys, journeys, journey_attributes, attributes
-- rule:  attribute '' holds all of them together; '' as value is 'not recorded'. Only attributes of few values. before is the average
--        over spans_before spans of 8 weeks, each followed to its own end; nothing where the data covers no such span.
with kinds as (
    select journey_id, attribute, coalesce(value, '') as value
    from journey_attributes
    semi join (select attribute from attributes where in_model and filterable) using (attribute)
    union all
    select journey_id, '', '' from journeys
)
select
    followed.stage_id,
    kinds.attribute,
    kinds.value,
    followed.place,
    followed.kind,
    count(*) filter (followed.spans_ago = 0) as journeys_now,
    count(*) filter (followed.spans_ago > 0) / nullif(any_value(followed.spans_before), 0) as journeys_before,
    any_value(followed.spans_before) as spans_before
from followed_journeys as followed
join kinds using (journey_id)
group by all
order by stage_id, attribute, value, journeys_now desc, place

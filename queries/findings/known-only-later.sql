-- known-only-later: an attribute known only for journeys which came far gives no rate: nobody knows it of the others.
-- reads: journey_attributes, attributes, stage_visits, stages, visits
-- threshold: known of not a single journey that stopped before the second stage. A note where it is decided by then: it can't be known
--            earlier.
with asked as (
    select attribute, coalesce(decided_position, 0) as decided_position
    from attributes
    where recorded_share > 0 and recorded_share < 1 and distinct_values > 1
),
came as (
    select journey_id, max(position) as furthest
    from visits
    where not passed_through and exists (from asked)
    group by journey_id
),
known as (
    select attribute, any_value(decided_position) as decided_position, count(*) as journeys, min(furthest) as first_known
    from journey_attributes
    join asked using (attribute)
    join came using (journey_id)
    where value is not null
    group by attribute
),
stopped_before as (
    select attribute, sum(stopped.journeys) as journeys
    from known
    join (select furthest, count(*) as journeys from came group by furthest) as stopped on furthest < first_known
    group by attribute
),
found as (
    select
        case when first_known <= decided_position + 1 then 'note' else 'unreliable' end as severity,
        attribute as subject,
        known.journeys as affected,
        known.journeys + stopped_before.journeys as total,
        stage_id as example,
        'rates' as hides
    from known
    join stopped_before using (attribute)
    join stages on position = first_known
    where first_known >= 2
    order by attribute
),
records as (
    select subject, journey_id, stage_id, entered_at, owner, null as value
    from found
    join journey_attributes as recorded on recorded.attribute = subject and recorded.value is null
    join stage_visits using (journey_id)
    where severity = 'unreliable' and visit_no = 1
    order by journey_id
)
from found

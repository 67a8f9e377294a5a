-- compared_records: stage_reach with all that is known of the journey: the records behind a comparison.
-- grain: journey_id, from_stage, to_place
-- reads: stage_reach, journeys, activities, review
-- rule:  last_activity_at is the last call, mail or meeting up to the day as_of, whoever made it; nothing where none is recorded. An
--        attribute whose name is also one of these columns has _1 behind its name.
with touched as (
    select activity.journey_id, max(activity.happened_at) as last_activity_at
    from activities as activity
    cross join review
    where activity.happened_at < review.as_of + interval 1 day
    group by activity.journey_id
)
select
    stage_reach.*,
    touched.last_activity_at,
    journeys.* exclude (journey_id, amount)
from stage_reach
left join touched on touched.journey_id = stage_reach.journey_id
left join journeys on journeys.journey_id = stage_reach.journey_id

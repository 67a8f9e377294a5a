-- followed_records: each journey that came into a stage in the 8 weeks up to as_of, where it stands now, and all that is known of it.
-- grain: stage_id, journey_id
-- reads: followed_journeys, journeys
-- rule:  place, kind and place_since as in followed_journeys. An attribute whose name is also one of these columns has _1 behind its
--        name.
select
    followed.journey_id,
    followed.stage_id,
    followed.came_in_at,
    followed.place,
    followed.kind,
    followed.place_since,
    followed.owner,
    journeys.* exclude (journey_id)
from followed_journeys as followed
join journeys using (journey_id)
where followed.spans_ago = 0
order by followed.came_in_at, followed.journey_id

-- compared_records: stage_reach with all that is known of the journey: the records behind a comparison.
-- grain: journey_id, from_stage, to_place
-- reads: stage_reach, journeys
-- rule:  an attribute whose name is also a column of stage_reach has _1 behind its name.
select
    stage_reach.*,
    journeys.* exclude (journey_id, amount)
from stage_reach
left join journeys on journeys.journey_id = stage_reach.journey_id

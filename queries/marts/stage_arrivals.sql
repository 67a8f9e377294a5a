-- stage_arrivals: journeys by the day on which they first came as far as a stage.
-- grain: stage_id, day
-- reads: as_of_visits
-- rule:  a journey counts once a stage, whether it stood there or was only passed through.
select stage_id, day, count(*) as journeys
from (
    select journey_id, stage_id, min(entered_at)::date as day
    from as_of_visits
    group by journey_id, stage_id
)
group by stage_id, day

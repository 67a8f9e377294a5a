-- stage_records: each journey that stands in a stage on the day as_of, with all that is known of it.
-- grain: journey_id
-- reads: standing_visits, journeys
-- rule:  an attribute whose name is also a column of standing_visits has _1 behind its name.
select
    standing_visits.*,
    journeys.* exclude (journey_id, amount)
from standing_visits
join journeys using (journey_id)
order by standing_visits.age_days desc, standing_visits.journey_id

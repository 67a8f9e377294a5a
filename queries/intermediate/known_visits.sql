-- known_visits: the visits of the chosen journeys as they stood at the end of the day as_of, in the numbers of the model's stages.
-- grain: journey_id, visit_no
-- reads: visits, chosen_journeys, review
-- rule:  what happened after as_of is not known yet: later visits are left out, visits left later are still open.
select
    visit.* replace (
        case when left_at::date <= as_of then left_at end as left_at,
        case when left_at::date <= as_of then next_position end as next_position,
        case when left_at::date <= as_of then reason end as reason
    )
from visits as visit
semi join chosen_journeys using (journey_id)
cross join review
where entered_at::date <= as_of

-- as_of_visits: the visits of the chosen journeys as they stood at the end of the day as_of.
-- grain: journey_id, visit_no
-- reads: stage_visits, chosen_journeys, review, working_days
-- rule:  what happened after as_of is not known yet: later visits are left out, visits left later are still open.
with known as (
    select visit.*, coalesce(left_at::date <= as_of, false) as has_left, as_of_no
    from stage_visits as visit
    semi join chosen_journeys using (journey_id)
    cross join (select as_of, working_day_no as as_of_no from review join working_days on day = as_of)
    where entered_at::date <= as_of
)
select
    * exclude (has_left, as_of_no) replace (
        case when has_left then left_at end as left_at,
        case when has_left then outcome else 'open' end as outcome,
        case when has_left then exit_id end as exit_id,
        case when has_left then next_stage_id end as next_stage_id,
        case when has_left then reason end as reason,
        case when has_left then days_in_stage else as_of_no - entered_day_no end as days_in_stage,
        case when has_left then left_week end as left_week,
        case when has_left then left_day_no end as left_day_no
    )
from known

-- judged_visits: the visits the verdict rests on, with days counted back from the as-of day.
-- grain: journey_id, visit_no
-- reads: as_of_visits, review, stages
-- rule:  stages of the main line but its end, where nobody waits. Numbered in the order of the model, from 0. Buckets
--        split the journeys at random, always alike, so that they can be resampled in groups.
-- materialization: table
with line as (
    select stage_id, (row_number() over (order by position) - 1)::integer as stage_no
    from stages
    where kind = 'stage' and not terminal
)
select
    visit.journey_id,
    visit.visit_no,
    visit.stage_id,
    line.stage_no,
    (hash(visit.journey_id) % 128)::integer as bucket,
    date_diff('day', visit.entered_at::date, review.as_of)::integer as entered_ago,
    coalesce(date_diff('day', visit.left_at::date, review.as_of), -1)::integer as left_ago,
    case visit.outcome when 'open' then 0 when 'advanced' then 1 else 2 end::integer as outcome_no,
    (visit.entered_kind = 'new')::integer as is_first,
    visit.owner
from as_of_visits as visit
join line using (stage_id)
cross join review

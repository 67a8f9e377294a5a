-- judged_visits: the visits the verdict rests on, with days counted back from the as-of day.
-- grain: journey_id, visit_no
-- reads: known_visits, main_line, review, stages, mass_closings
-- rule:  stages of the main line but its end, where nobody waits. Numbered in the order of the model, from 0. Stages
--        passed through are left out: such a visit exists only because the journey went on. outcome_no: 0 open, 1 advanced,
--        2 left otherwise, 3 closed in a clean-up, so that nobody knows when it left. Buckets split the journeys at random,
--        always alike, so that they can be resampled in groups.
-- materialization: selection
with line as (
    select stage_id, position, (row_number() over (order by position) - 1)::integer as stage_no
    from stages
    where kind = 'stage' and not terminal
)
select
    visit.journey_id,
    visit.visit_no,
    line.stage_id,
    line.stage_no,
    (hash(visit.journey_id) % 128)::integer as bucket,
    date_diff('day', visit.entered_at::date, review.as_of)::integer as entered_ago,
    coalesce(date_diff('day', visit.left_at::date, review.as_of), -1)::integer as left_ago,
    case
        when visit.next_position is null then 0
        when visit.next_position > visit.position and visit.next_position <= last_position then 1
        when closed is null then 2
        else 3
    end::integer as outcome_no,
    (visit.prior_position is null)::integer as is_first,
    visit.prior_position,
    visit.next_position,
    visit.furthest_before,
    visit.owner
from known_visits as visit
join line using (position)
cross join main_line
left join mass_closings
    on mass_closings.stage_id = line.stage_id and day = visit.left_at::date and visit.next_position > last_position
cross join review
where not visit.passed_through

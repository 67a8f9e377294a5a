-- stage_moves: how visits came in and how they went on, counted by day.
-- grain: stage_no, came_from, furthest_before, next_position, outcome_no, entered_ago, left_ago
-- reads: judged_visits, main_line
-- rule:  the visits that the verdict rests on, with its numbers of stages, outcomes and days before as_of (left_ago -1: still
--        open). came_from: 0 the journey begins, 1 out of another stage, 2 back out of an exit. Positions are those of the
--        model, 0: none; furthest_before: how far the journey had been before, next_position: where it went.
select
    stage_no,
    case when prior_position is null then 0 when prior_position <= last_position then 1 else 2 end::integer as came_from,
    coalesce(furthest_before, 0)::utinyint as furthest_before,
    coalesce(next_position, 0)::utinyint as next_position,
    outcome_no,
    entered_ago,
    left_ago,
    count(*)::integer as visits
from judged_visits
cross join main_line
group by all

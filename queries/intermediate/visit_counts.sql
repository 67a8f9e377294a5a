-- visit_counts: the visits of the chosen journeys, counted by stage, day of entry and leaving, and how they began and ended.
-- grain: position, entered_on, left_on, outcome, exit_id, entered_kind, furthest_before, passed_through
-- reads: stage_visits, chosen_journeys
-- rule:  nothing is lost by counting: flow, stock, ages and rates are sums over these cells, so a page with a filter reads the
--        visits once. amount is the sum over the visits' journeys, nothing where none is known.
-- materialization: table
select
    visit.position,
    visit.entered_at::date as entered_on,
    visit.left_at::date as left_on,
    visit.outcome,
    visit.exit_id,
    visit.entered_kind,
    visit.furthest_before,
    visit.passed_through,
    count(*) as visits,
    coalesce(sum(chosen.amount), 0) as amount
from stage_visits as visit
join chosen_journeys as chosen using (journey_id)
group by all

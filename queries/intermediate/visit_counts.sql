-- visit_counts: the visits of the chosen journeys, counted by stage, day of entry and leaving, and how they began and ended.
-- grain: position, entered_on, left_on, outcome, exit_id, entered_kind, furthest_before, passed_through
-- reads: visits, chosen_journeys, main_line, stages
-- rule:  nothing is lost by counting: flow, stock, ages and rates are sums over these cells, so a page with a filter reads the
--        visits once. amount is the sum over the visits' journeys, nothing where none is known.
-- materialization: table
with counted as (
    select
        position,
        entered_at::date as entered_on,
        left_at::date as left_on,
        case
            when next_position > last_position then next_position
            when next_position is not null then case when next_position > position then 1 else 2 end
        end::utinyint as left_for,
        case
            when prior_position > last_position or prior_position > position then 2
            when prior_position is not null then 1
        end::utinyint as came_from,
        furthest_before,
        passed_through,
        count(*) as visits,
        coalesce(sum(amount), 0) as amount
    from visits
    join chosen_journeys using (journey_id)
    cross join main_line
    group by all
)
select
    counted.position::integer as position,
    entered_on,
    left_on,
    case
        when left_for is null then 'open'
        when exits.stage_id is not null then 'exited'
        when left_for = 1 then 'advanced'
        else 'returned'
    end as outcome,
    exits.stage_id as exit_id,
    case when came_from is null then 'new' when came_from = 1 then 'forward' else 'back' end as entered_kind,
    furthest_before::integer as furthest_before,
    passed_through,
    visits,
    amount
from counted
left join stages as exits on exits.position = left_for and exits.kind != 'stage'

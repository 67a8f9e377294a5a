-- stage_reach: each journey's first entry into a stage, and when it first came as far as each later stage, or left by each exit.
-- grain: journey_id, from_stage, to_place
-- reads: first_entries, as_of_visits, stages, journeys
-- rule:  a later stage is reached by whoever comes into it or beyond, by whatever way, after a return or from the recycle pool too;
--        an exit by the first leaving of that kind. Days are working days from the first entry; whoever has not reached it has been
--        followed for days_followed. reached_at is nothing for them.
with ways as (
    select origin.stage_id as from_stage, goal.stage_id as to_place, goal.position as to_position
    from stages as origin
    join stages as goal on goal.position > origin.position
    where origin.kind = 'stage'
),
arrivals as (
    select
        entry.journey_id,
        ways.from_stage,
        ways.to_place,
        min(case when visit.exit_id = ways.to_place then visit.left_at else visit.entered_at end) as reached_at,
        min(case when visit.exit_id = ways.to_place then visit.left_day_no else visit.entered_day_no end) as reached_day_no
    from first_entries as entry
    join ways on ways.from_stage = entry.stage_id
    join as_of_visits as visit
        on visit.journey_id = entry.journey_id
        and visit.visit_no >= entry.visit_no
        and (visit.position >= ways.to_position or visit.exit_id = ways.to_place)
    group by entry.journey_id, ways.from_stage, ways.to_place
)
select
    entry.journey_id,
    ways.from_stage,
    ways.to_place,
    entry.entered_at as came_in_at,
    arrivals.reached_at,
    arrivals.reached_day_no - entry.entered_day_no as days_to_reach,
    entry.days_followed,
    journeys.amount
from first_entries as entry
join ways on ways.from_stage = entry.stage_id
left join arrivals
    on arrivals.journey_id = entry.journey_id
    and arrivals.from_stage = ways.from_stage
    and arrivals.to_place = ways.to_place
left join journeys on journeys.journey_id = entry.journey_id

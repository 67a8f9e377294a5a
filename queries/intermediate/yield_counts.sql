-- yield_counts: new and returned journeys from their entry into the same stage on: when they first reached each later one, or left.
-- grain: position, returned, bucket, reach_position, furthest, age_days, exited
-- reads: known_visits, pool_visits, main_line, stages, working_days, review
-- rule:  only stages (by position) into which somebody came back from the pool. new: a journey's first entry into the stage before it
--        ever left the main line or had been further; returned: the entry with which it came back, one row a return. The clock starts
--        at that entry for both, in working days, and stops at the next exit of any kind: what comes after a further return counts for
--        that one. A row with a reach_position is a first arrival there; the others, 0, say whether the run had ended (exited) and the
--        furthest position it had got to.
with known as materialized (
    select
        journey_id,
        visit_no,
        position,
        furthest_before,
        passed_through,
        next_position > last_position as is_exit,
        prior_position > last_position or prior_position > position as is_back,
        entered_day.day as entered_on,
        entered_day.working_day_no as day_no,
        left_day.working_day_no as left_no
    from known_visits
    cross join main_line
    join working_days as entered_day on entered_day.day = entered_at::date
    left join working_days as left_day on left_day.day = left_at::date
),
first_run as (
    select
        journey_id,
        min(visit_no) filter (is_exit) as last_visit,
        arg_min(left_no, visit_no) filter (is_exit) as end_no,
        coalesce(arg_min(greatest(position, furthest_before), visit_no) filter (is_exit), max(position)) as furthest
    from known
    group by journey_id
),
back as materialized (
    select row_number() over () as run_no, visit.journey_id, visit.visit_no, visit.position, visit.day_no
    from pool_visits as pool
    join stages on stages.stage_id = pool.return_stage
    join known as visit
        on visit.journey_id = pool.journey_id and visit.entered_on = pool.left_on and visit.position = stages.position
    where pool.ending = 'returned' and visit.is_back
),
back_visits as materialized (
    select
        back.*,
        visit.visit_no as later_no,
        visit.position as later_position,
        visit.day_no as later_day_no,
        visit.left_no,
        visit.is_exit
    from back
    join known as visit on visit.journey_id = back.journey_id and visit.visit_no >= back.visit_no
),
back_ends as (
    select run_no, min(later_no) as last_visit, arg_min(left_no, later_no) as end_no
    from back_visits
    where is_exit
    group by run_no
),
back_arrivals as materialized (
    select run_no, journey_id, position, day_no, end_no, later_position, min(later_day_no) as later_day_no
    from back_visits
    left join back_ends using (run_no)
    where (last_visit is null or later_no <= last_visit) and later_position >= position
    group by all
),
first_time as materialized (
    select visit.journey_id, visit.position, visit.day_no, visit.passed_through, first_run.end_no, first_run.furthest
    from known as visit
    join first_run using (journey_id)
    where position >= (select min(position) from back)
        and furthest_before < position
        and (last_visit is null or visit_no <= last_visit)
),
began as (
    select * from first_time where not passed_through and position in (select position from back)
),
today as (
    select working_day_no as today_no from working_days join review on day = as_of
),
rows_of_all as (
    select position, false as returned, journey_id, 0 as reach_position, furthest, coalesce(end_no, today_no) - day_no as age_days,
        end_no is not null as exited
    from began
    cross join today
    union all
    select began.position, false, began.journey_id, arrival.position, 0, arrival.day_no - began.day_no, false
    from began
    join first_time as arrival on arrival.journey_id = began.journey_id and arrival.position > began.position
    union all
    select position, true, any_value(journey_id), 0, max(later_position), coalesce(any_value(end_no), any_value(today_no)) - day_no,
        any_value(end_no) is not null
    from back_arrivals
    cross join today
    group by run_no, position, day_no
    union all
    select position, true, journey_id, later_position, 0, later_day_no - day_no, false
    from back_arrivals
    where later_position > position
)
select
    position::integer as position,
    returned,
    (hash(journey_id) % 128)::integer as bucket,
    reach_position::integer as reach_position,
    furthest::integer as furthest,
    age_days::integer as age_days,
    exited,
    count(*) as journeys
from rows_of_all
group by all

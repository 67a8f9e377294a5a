-- yield_counts: new and returned journeys from their entry into the same stage on: when they first reached each later one, or left.
-- grain: stage_id, origin, bucket, reach, furthest, age_days, ending
-- reads: as_of_visits, pool_visits
-- rule:  only stages into which somebody came back from the pool. new: a journey's first entry into the stage before it ever left the
--        main line; returned: the entry with which it came back, one row a return. The clock starts at that entry for both, in
--        working days, and stops at the next exit of any kind: what comes after a further return counts for that one. A row with a
--        reach is a first arrival there; the others, reach '', say how the run ended (exited or open), and the position of the
--        furthest stage it had got to.
-- materialization: table
with returned_into as (
    select distinct return_stage as stage_id from pool_visits where ending = 'returned'
),
exits as (
    select journey_id, visit_no as last_visit, left_day_no as end_no
    from as_of_visits
    where outcome = 'exited'
),
first_exit as (
    select journey_id, min(last_visit) as last_visit, arg_min(end_no, last_visit) as end_no
    from exits
    group by journey_id
),
began as (
    select
        visit.journey_id,
        visit.stage_id,
        visit.position,
        'new' as origin,
        min(visit.visit_no) as visit_no,
        min(visit.entered_day_no) as start_no,
        any_value(first_exit.last_visit) as last_visit,
        any_value(first_exit.end_no) as end_no
    from as_of_visits as visit
    semi join returned_into using (stage_id)
    left join first_exit using (journey_id)
    where not visit.passed_through and visit.visit_no <= coalesce(first_exit.last_visit, visit.visit_no)
    group by all
    union all
    select
        visit.journey_id,
        visit.stage_id,
        visit.position,
        'returned',
        visit.visit_no,
        visit.entered_day_no,
        min(exits.last_visit),
        arg_min(exits.end_no, exits.last_visit)
    from pool_visits as pool
    join as_of_visits as visit
        on visit.journey_id = pool.journey_id and visit.entered_at::date = pool.left_on and visit.stage_id = pool.return_stage
            and visit.entered_kind = 'back'
    left join exits on exits.journey_id = visit.journey_id and exits.last_visit >= visit.visit_no
    where pool.ending = 'returned'
    group by all
),
today as (
    select max(coalesce(left_day_no, entered_day_no + days_in_stage)) as today_no from as_of_visits
),
arrivals as (
    select
        began.journey_id,
        began.stage_id,
        began.origin,
        began.visit_no,
        visit.stage_id as reach,
        visit.position as reach_position,
        min(visit.entered_day_no) - any_value(began.start_no) as age_days
    from began
    join as_of_visits as visit
        on visit.journey_id = began.journey_id and visit.visit_no > began.visit_no
            and visit.visit_no <= coalesce(began.last_visit, visit.visit_no) and visit.position > began.position
    group by all
),
furthest as (
    select journey_id, stage_id, origin, visit_no, max(reach_position) as reach_position
    from arrivals
    group by all
)
select
    stage_id,
    origin,
    (hash(journey_id) % 128)::integer as bucket,
    reach,
    0 as furthest,
    age_days::integer as age_days,
    'reached' as ending,
    count(*) as journeys
from arrivals
group by all
union all
select
    began.stage_id,
    began.origin,
    (hash(began.journey_id) % 128)::integer as bucket,
    '',
    coalesce(furthest.reach_position, began.position),
    (coalesce(began.end_no, today_no) - began.start_no)::integer,
    case when began.end_no is not null then 'exited' else 'open' end,
    count(*)
from began
cross join today
left join furthest using (journey_id, stage_id, origin, visit_no)
group by all

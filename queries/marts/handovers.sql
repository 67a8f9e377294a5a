-- handovers: what each person passed on to the next department, and what became of it there, by month.
-- grain: stage_id, person, month
-- reads: as_of_visits, stages, time_in_stage, review, working_days
-- rule:  a hand-over is a move to the next stage where the department changes; the person is the owner of the stay before it, ''
--        where nobody is recorded or that stage was skipped. Stays count once they are as old as 85% of the stage's finished stays became (horizon_days), and
--        what came of them is what had come by that age: so old and young months are alike. worked and passed_on are the stays in the
--        stage before, by the month they began; handed and got_through the hand-overs, by theirs; handed_young are too young to count.
--        Where the receiving stage is the end of the line nothing is left to get through, so it is left out.
with borders as (
    select
        receiving.stage_id,
        receiving.position,
        received.p85_days as horizon_days,
        handed.p85_days as handing_days
    from stages as receiving
    join stages as handing on handing.position = receiving.position - 1
    join time_in_stage as received on received.stage_id = receiving.stage_id
    join time_in_stage as handed on handed.stage_id = handing.stage_id
    where receiving.kind = 'stage' and not receiving.terminal and receiving.department != handing.department
),
today as (
    select working_day_no as today_no
    from review
    join working_days on day = as_of
),
visits as materialized (
    select journey_id, visit_no, position, owner, outcome, days_in_stage, entered_day_no, entered_kind, passed_through,
        date_trunc('month', entered_at)::date as month
    from as_of_visits
    where position in (select position from borders union all select position - 1 from borders)
),
worked as (
    select
        border.stage_id,
        coalesce(visit.owner, '') as person,
        visit.month,
        count(*) as worked,
        count(*) filter (visit.outcome = 'advanced' and visit.days_in_stage <= handing_days) as passed_on
    from visits as visit
    join borders as border on border.position = visit.position + 1
    cross join today
    where not visit.passed_through and visit.entered_day_no + handing_days <= today_no
    group by all
),
input_mix as (
    select
        border.stage_id,
        coalesce(giving.owner, '') as person,
        visit.month,
        visit.entered_day_no + horizon_days <= today_no as is_old,
        visit.outcome = 'advanced' and visit.days_in_stage <= horizon_days as is_through
    from visits as visit
    join borders as border on border.position = visit.position
    join visits as giving
        on giving.journey_id = visit.journey_id and giving.visit_no = visit.visit_no - 1 and giving.position = border.position - 1
    cross join today
    where visit.entered_kind = 'forward'
),
handed as (
    select
        stage_id,
        person,
        month,
        count(*) filter (is_old) as handed,
        count(*) filter (is_old and is_through) as got_through,
        count(*) filter (is_old is not true) as handed_young
    from input_mix
    group by all
)
select
    coalesce(handed.stage_id, worked.stage_id) as stage_id,
    coalesce(handed.person, worked.person) as person,
    coalesce(handed.month, worked.month) as month,
    coalesce(worked, 0) as worked,
    coalesce(passed_on, 0) as passed_on,
    coalesce(handed, 0) as handed,
    coalesce(got_through, 0) as got_through,
    coalesce(handed_young, 0) as handed_young,
    border.horizon_days::integer as horizon_days
from handed
full join worked
    on worked.stage_id = handed.stage_id and worked.month = handed.month and worked.person = handed.person
join borders as border on border.stage_id = coalesce(handed.stage_id, worked.stage_id)
order by stage_id, month, person

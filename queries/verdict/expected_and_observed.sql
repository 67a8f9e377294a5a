-- expected_and_observed: advances expected of everything that stood in a stage during the window, against those seen.
-- grain: stage_id
-- reads: judged_visits, judged_runs, activity_calendar, baseline_life_table, stages, load_info
-- rule:  a journey of age a0 at the window's start (or entering inside) that can be seen up to age a1 advances with
--        chance (F(a1) - F(a0)) / S(a0). shortfall = expected - observed = held + leaked (whoever was
--        closed in a clean-up is on neither side): leaked are exits above
--        expected, held the rest. value_next: the chance that one that advances reaches the goal, by backward
--        recursion over the baseline (1 from the goal on). Losses in goals a week.
with present as (
    select
        stage_id,
        stage_no,
        journey_id,
        visit_no,
        outcome_no,
        left_ago between newest_ago and oldest_ago as ended,
        entered_ago <= oldest_ago as is_new,
        least(greatest(start_no - clock_no, 0), 599) as age_before,
        least(end_no - clock_no, 599) as age_after
    from judged_visits
    join judged_runs on role = 'window' and entered_ago >= newest_ago and left_ago <= oldest_ago
        and not (outcome_no = 3 and left_ago between newest_ago and oldest_ago)
    join activity_calendar on ago = entered_ago
),
chance as (
    select
        present.stage_id,
        present.stage_no,
        present.journey_id,
        present.visit_no,
        case when is_new then later.incidence_advance
            when earlier.survival > 1e-7 then (later.incidence_advance - earlier.incidence_advance) / earlier.survival
            else 0 end as advance,
        case when is_new then later.incidence_otherwise
            when earlier.survival > 1e-7 then (later.incidence_otherwise - earlier.incidence_otherwise) / earlier.survival
            else 0 end as leave,
        (ended and outcome_no = 1)::integer as advanced,
        (ended and outcome_no = 2)::integer as left_otherwise
    from present
    join baseline_life_table as earlier on earlier.stage_no = present.stage_no and earlier.age = age_before
    join baseline_life_table as later on later.stage_no = present.stage_no and later.age = age_after
),
balance as (
    select
        stage_id,
        stage_no,
        count(distinct (journey_id, visit_no)) as present,
        sum(advance) as expected,
        sum(advanced) as observed,
        sum(leave) as expected_exits,
        sum(left_otherwise) as observed_exits
    from chance
    group by all
),
ever as (
    select stage_no, max(incidence_advance) as ultimate_conversion from baseline_life_table group by stage_no
),
goal as (
    select count(*) as goal_no
    from stages
    where kind = 'stage' and not terminal
        and position < (select position from stages where stage_id = (select value from load_info where key = 'goal'))
),
worth as (
    select
        stage_no,
        case when stage_no + 1 >= goal_no then 1
            else exp(sum(ln(ultimate_conversion)) filter (stage_no < goal_no) over (order by stage_no desc) - ln(ultimate_conversion)) end as value_next
    from ever
    cross join goal
)
select
    stage_id,
    present,
    expected,
    observed,
    expected - observed as shortfall,
    expected - observed - (observed_exits - expected_exits) as held,
    observed_exits - expected_exits as leaked,
    expected_exits,
    observed_exits,
    value_next,
    (expected - observed) * value_next / (select sum(weeks) from judged_runs where role = 'window') as goal_loss_per_week
from balance
join worth using (stage_no)
order by stage_no

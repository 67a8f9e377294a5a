-- baseline_life_table: how long journeys stand in each stage and how they leave it, in the weeks before the window.
-- grain: stage_no, age
-- reads: judged_counts, judged_runs, activity_calendar, target_hazards
-- rule:  by age in working days (or recording days), journeys at risk from the age they had when the baseline began;
--        those still there at its end are censored. Hazards are constant within age bins (daily to 10, then a tenth
--        wider each); each bin leans on its neighbours by half an event, those by another half on the stage's overall
--        hazard. Where a stage is held against its target, its hazards are multiplied to meet it. survival: still
--        standing after that age; the incidences are Aalen-Johansen's.
-- materialization: table
with edges as (
    select unnest([0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,18,20,22,24,26,29,32,35,38,42,46,51,56,62,68,75,82,90,99,109,
        120,132,145,160,176,194,213,234,257,283,311,342,376,414,455,501,551]) as bin
),
grid as (
    select stage_no, age::integer as age, (select max(bin) from edges where bin <= age) as bin
    from (select distinct stage_no from judged_counts)
    cross join range(600) as ages(age)
),
alike as (
    select stage_no, entered_ago, left_ago, outcome_no, sum(visits) as visits
    from judged_counts
    group by all
),
stay as (
    select
        stage_no,
        outcome_no,
        visits,
        left_ago between newest_ago and oldest_ago as ended,
        greatest(start_no - came.clock_no, -1) + 1 as first_age,
        least(coalesce(went.clock_no, end_no), end_no) - came.clock_no as last_age,
        went.clock_no - came.clock_no as age
    from alike
    join judged_runs as run on role = 'baseline' and entered_ago >= newest_ago and left_ago <= oldest_ago
    join activity_calendar as came on came.ago = entered_ago
    left join activity_calendar as went on went.ago = left_ago and left_ago >= newest_ago
),
change as (
    select stage_no, least(first_age, 600) as age, sum(visits) as change from stay where last_age >= first_age group by all
    union all
    select stage_no, least(last_age + 1, 600), -sum(visits) from stay where last_age >= first_age group by all
),
ended as (
    select
        stage_no,
        least(age, 599) as age,
        sum(visits) filter (outcome_no = 1) as advanced,
        sum(visits) filter (outcome_no = 2) as otherwise
    from stay
    where ended
    group by all
),
counted as (
    select
        stage_no,
        grid.age,
        bin,
        sum(coalesce(change, 0)) over (partition by stage_no order by grid.age) as at_risk,
        coalesce(advanced, 0) as advanced,
        coalesce(otherwise, 0) as otherwise
    from grid
    left join (select stage_no, age, sum(change) as change from change group by all) using (stage_no, age)
    left join ended using (stage_no, age)
),
binned as (
    select
        stage_no,
        bin,
        sum(advanced)::double as ups,
        sum(otherwise)::double as outs,
        greatest(sum(at_risk), ups + outs)::double as risk
    from counted
    group by all
),
leaning as (
    select
        *,
        sum(ups) over near as near_ups,
        sum(outs) over near as near_outs,
        sum(risk) over near as near_risk,
        sum(ups) over whole as all_ups,
        sum(ups + outs) over whole as all_gone,
        least(greatest(all_gone / greatest(sum(risk) over whole, 1), 1e-9), 1) as overall,
        case when all_gone > 0 then all_ups / all_gone else 0.5 end as share_up,
        (near_ups + 0.5 * share_up) / (near_risk + 0.5 / overall) as near_up,
        (near_outs + 0.5 * (1 - share_up)) / (near_risk + 0.5 / overall) as near_out
    from binned
    window
        near as (partition by stage_no order by bin rows between 2 preceding and 2 following),
        whole as (partition by stage_no)
),
hazards as (
    select
        stage_no,
        bin,
        (ups + 0.5 * near_up / (near_up + near_out)) / (risk + 0.5 / (near_up + near_out)) as hazard_advance,
        (outs + 0.5 * near_out / (near_up + near_out)) / (risk + 0.5 / (near_up + near_out)) as hazard_otherwise
    from leaning
),
aimed as (
    select
        stage_no,
        bin,
        hazard_advance * coalesce(times_advance, 1) as up,
        hazard_otherwise * coalesce(times_otherwise, 1) as out
    from hazards
    left join target_hazards using (stage_no)
),
daily as (
    select
        stage_no,
        age,
        at_risk,
        advanced,
        otherwise,
        up / greatest(up + out, 1) as hazard_advance,
        out / greatest(up + out, 1) as hazard_otherwise,
        exp(sum(ln(greatest(1 - (up + out) / greatest(up + out, 1), 1e-300))) over (partition by stage_no order by age)) as survival
    from counted
    join aimed using (stage_no, bin)
),
standing as (
    select *, coalesce(lag(survival) over (partition by stage_no order by age), 1) as survival_before from daily
)
select
    * exclude (survival_before),
    sum(survival_before * hazard_advance) over upto as incidence_advance,
    sum(survival_before * hazard_otherwise) over upto as incidence_otherwise
from standing
window upto as (partition by stage_no order by age)

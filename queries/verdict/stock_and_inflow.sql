-- stock_and_inflow: whether a stage's stock has outgrown its inflow for long.
-- grain: stage_id, weeks_ago
-- reads: judged_visits, activity_calendar, baseline_life_table
-- rule:  live_stock counts those who stand by their chance still to advance, so that forgotten journeys weigh little;
--        inflow is what entered in the eight weeks up to then; expected_stock lets the stock of a time grow with the
--        inflow since.
with looks as (
    select unnest([0, 13, 26, 39, 52]) as weeks_ago
),
ever as (
    select stage_no, max(incidence_advance) as ever_advance from baseline_life_table group by stage_no
),
standing as (
    select
        stage_id,
        stage_no,
        weeks_ago,
        entered_ago,
        least(at_day.clock_no - came.clock_no, 599) as age
    from looks
    join judged_visits on entered_ago >= 7 * weeks_ago and left_ago < 7 * weeks_ago
    join activity_calendar as at_day on at_day.ago = 7 * weeks_ago
    join activity_calendar as came on came.ago = entered_ago
),
stock as (
    select
        stage_id,
        stage_no,
        weeks_ago,
        count(*) as stock,
        sum(case when survival > 1e-7 then least(greatest((ever_advance - incidence_advance) / survival, 0), 1) else 0 end) as live_stock
    from standing
    join baseline_life_table using (stage_no, age)
    join ever using (stage_no)
    group by all
),
inflow as (
    select stage_id, weeks_ago, count(*) as inflow
    from looks
    join judged_visits on entered_ago >= 7 * weeks_ago and entered_ago < 7 * (weeks_ago + 8)
    group by all
),
joined as (
    select stage_id, stage_no, weeks_ago, stock, live_stock, inflow
    from stock
    join inflow using (stage_id, weeks_ago)
)
select
    joined.stage_id,
    joined.weeks_ago,
    joined.stock,
    joined.live_stock,
    joined.inflow,
    joined.live_stock * greatest(today.inflow / joined.inflow, 1) as expected_stock_today,
    today.live_stock as stock_today
from joined
join joined as today on today.stage_id = joined.stage_id and today.weeks_ago = 0
order by joined.stage_no, joined.weeks_ago

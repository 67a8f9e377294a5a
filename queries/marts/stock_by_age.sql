-- stock_by_age: what stands in each stage at the end of each week, by age against the stage's own past.
-- grain: week_start, stage_id, age_band
-- reads: standing_by_age, time_in_stage
-- rule:  1_usual up to the median of the visits that ended, 2_slow up to the 85th percentile, 3_late up to the 95th,
--        4_stuck beyond; 0_unknown where no visit of the stage has ended yet.
-- materialization: table
select
    week_start,
    stage_id,
    case
        when median_days is null then '0_unknown'
        when age_days <= median_days then '1_usual'
        when age_days <= p85_days then '2_slow'
        when age_days <= p95_days then '3_late'
        else '4_stuck'
    end as age_band,
    sum(journeys)::bigint as journeys
from standing_by_age
join time_in_stage using (stage_id)
group by all
order by week_start, stage_id, age_band

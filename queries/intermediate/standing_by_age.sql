-- standing_by_age: how many journeys stand in each stage at the end of each week, by the age of their visit.
-- grain: week_start, stage_id, age_days
-- reads: visible_visits, journeys, stages, weeks
-- rule:  visits are counted by the day they began, added in the week they began and taken off in the week they ended, and
--        carried on through the weeks between; age is working days up to the week's end (or as_of). In a terminal stage
--        nobody waits, so nothing stands there.
with changes as (
    select stage_id, entered_day_no, entered_week as week_start, count(*) as journeys, sum(amount) as amount
    from visible_visits
    join journeys using (journey_id)
    where not passed_through
    group by all
    union all
    select stage_id, entered_day_no, left_week, -count(*), -sum(amount)
    from visible_visits
    join journeys using (journey_id)
    where not passed_through and left_week is not null
    group by all
),
netted as (
    select stage_id, entered_day_no, week_start, sum(journeys) as journeys, coalesce(sum(amount), 0) as amount
    from changes
    semi join (select stage_id from stages where not terminal) using (stage_id)
    group by all
),
levels as (
    select
        stage_id,
        entered_day_no,
        week_start,
        lead(week_start) over began as until_week,
        sum(journeys) over began as journeys,
        sum(amount) over began as amount
    from netted
    window began as (partition by stage_id, entered_day_no order by week_start)
)
select
    weeks.week_start,
    levels.stage_id,
    weeks.last_day_no - levels.entered_day_no as age_days,
    sum(levels.journeys)::bigint as journeys,
    sum(levels.amount) as amount
from levels
join weeks on weeks.week_start >= levels.week_start and (weeks.week_start < levels.until_week or levels.until_week is null)
where levels.journeys > 0
group by all

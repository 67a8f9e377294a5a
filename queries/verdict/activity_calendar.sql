-- activity_calendar: the clock ages are measured in: working days, or recording days where records are made on few days only.
-- grain: day
-- reads: judged_counts, review, working_days
-- rule:  where nine tenths of all records lie on a third of the working days (every Friday, month ends), time between
--        them says nothing: the clock then ticks on days that hold a quarter of the busiest day around them. A day
--        without a tick belongs to the tick before it, at the start of a week (weeks end on as_of) to the next one:
--        else what happens there would count before the week and be expected within it. A working day on which next to
--        nothing moves on or is closed (a tenth of the usual, where ten and more are usual) is one on which the company is
--        shut: it does not tick.
-- materialization: table
with records as (
    select ago, sum(visits) as records
    from (
        select entered_ago as ago, visits from judged_counts
        union all
        select left_ago, visits from judged_counts where left_ago >= 0
    )
    group by ago
),
span as (
    select 7 * (max(ago) // 7 + 1) as days, sum(records) as total from records
),
days as (
    select working_day.day, date_diff('day', working_day.day, review.as_of)::integer as ago, working_day_no, is_working
    from working_days as working_day
    cross join review
    cross join span
    where working_day.day <= review.as_of and date_diff('day', working_day.day, review.as_of) < span.days
),
rhythm as (
    select
        count(*) filter (below < 0.9 * total) as needed,
        coalesce(needed <= 0.35 * (select max(working_day_no) - min(working_day_no) + 1 from days)
            and any_value(total) >= 20 * needed, false) as has_rhythm
    from (select total, sum(records) over (order by records desc, ago) - records as below from records cross join span)
),
ends as (
    select left_ago as ago, sum(visits) as ends from judged_counts where left_ago >= 0 group by all
),
open_days as (
    select * replace (is_working and coalesce(around < 10 or ends > 0.1 * around, true) as is_working)
    from (
        select
            days.*,
            coalesce(ends, 0) as ends,
            median(coalesce(ends, 0)) filter (is_working) over (order by ago range between 28 preceding and 28 following) as around
        from days
        left join ends using (ago)
    )
),
ticking as (
    select
        day,
        ago,
        is_working,
        coalesce(records >= 0.25 * max(records) over (order by ago range between 17 preceding and 17 following), false) as ticks
    from open_days
    left join records using (ago)
),
counting as (
    select
        day,
        ago,
        has_rhythm,
        case when has_rhythm then ticks else is_working end as ticks,
        sum(case when has_rhythm then ticks else is_working end::integer) over (order by day) as number
    from ticking
    cross join rhythm
)
select
    day,
    ago,
    (number + coalesce(ago > max(ago) filter (ticks) over (partition by ago // 7), false)::integer)::integer as clock_no,
    has_rhythm
from counting

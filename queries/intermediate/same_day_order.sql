-- same_day_order: whether the clock or the order of stages settles what came first on one day.
-- grain: one row
-- reads: stage_events, load_info
-- rule:  'auto' takes stage order where at least ten pairs of entries on one day were seen (in up to half a million rows)
--        and a fifth of them run backwards by the clock: then people type them in at the end of the day.
-- materialization: temporary
with sampled as (
    select *
    from stage_events
    where hash(journey_id) <= (select 18446744073709551615::ubigint // (1 + count(*) // 500000)::ubigint from stage_events)
),
neighbours as (
    select
        position,
        entered_at,
        lag(position) over history as prior_position,
        lag(entered_at) over history as prior_at
    from sampled
    window history as (partition by journey_id order by entered_at, position, source_no, row_no)
),
counted as (
    select
        count(*) as pairs,
        count(*) filter (where position < prior_position) as backwards
    from neighbours
    where entered_at::date = prior_at::date and entered_at > prior_at and position != prior_position
)
select
    pairs,
    backwards,
    case
        when info.value != 'auto' then info.value
        when pairs >= 10 and backwards >= 0.2 * pairs then 'stage_order'
        else 'clock'
    end as rule
from counted
cross join (select value from load_info where key = 'same_day') as info

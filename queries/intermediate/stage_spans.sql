-- stage_spans: from when to when each stage and exit was in use.
-- grain: position
-- reads: entry_days
-- rule:  first_on and last_on leave out the first and the last 2% of its entries: late corrections; really_last is the last of all.
-- materialization: temporary
with running as (
    select
        *,
        sum(entries) over (partition by position order by day) as up_to,
        sum(entries) over (partition by position) as total
    from entry_days
)
select
    position,
    any_value(total)::bigint as total,
    min(day) filter (where up_to > 0.02 * total) as first_on,
    max(day) filter (where up_to - entries < 0.98 * total) as last_on,
    max(day) as really_last
from running
group by position

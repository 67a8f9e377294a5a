-- past-restated: weeks that the load before had already reported are counted otherwise now.
-- reads: compared_entries, restated, last_findings
-- threshold: a single entry; a note up to 1% of all of them. A load of the same files changes nothing: what the last one found stays.
with moved as (
    select count(*) as cells, coalesce(sum(entered_before), 0) as entries, sum(abs(entered_now - entered_before)) as moved
    from compared_entries
    having cells > 0
)
select
    case when moved <= 0.01 * entries then 'note' else 'warning' end as severity,
    count(*) over () as affected,
    cells as total,
    format('{} {}: {:,} → {:,}', week_start, stage_id, entered_before, entered_now) as example
from restated
cross join moved
qualify row_number() over (order by abs(entered_now - entered_before) desc, week_start, stage_id) = 1
union all
select severity, affected, total, example
from last_findings
where finding = 'past-restated'

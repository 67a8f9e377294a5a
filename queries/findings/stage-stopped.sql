-- stage-stopped: a stage that is no longer recorded, while others go on.
-- reads: stage_spans, stages, entry_days, data_span, copied_history, findings
-- threshold: six weeks of silence in which twenty entries were due by its rate until then, and twenty came into others; thirty entries over
--            56 days before. One that goes on under another name has not stopped.
-- after: stage-renamed
select
    'warning' as severity,
    stage_id as subject,
    round_even(total / (last_on - first_on + 1) * (last_day - really_last), 0) as affected,
    total,
    really_last::varchar as example
from stage_spans
join stages using (position)
cross join data_span
cross join copied_history
where kind = 'stage'
    and total >= 30
    and last_on - first_on >= 56
    and last_day - really_last >= 42
    and total / (last_on - first_on + 1) * (last_day - really_last) >= 20
    and (
        select sum(entries) from entry_days as other where other.day > really_last and other.position != stage_spans.position
    ) >= 20
    and not is_copied
    and not exists (from findings where finding = 'stage-renamed' and stage_id in (subject, example))
order by position

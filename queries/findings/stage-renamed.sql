-- stage-renamed: one stage ends in the weeks in which its neighbour begins: the same under a new name.
-- reads: stage_spans, stages, data_span, copied_history, stage_visits
-- threshold: within two weeks; each with thirty entries over 56 days, eight weeks from the ends of the data, entered at rates within three
--            times of one another. Exits have no neighbours: any two.
with found as (
    select
        'unreliable' as severity,
        former.stage_id as subject,
        before.total as affected,
        before.total + after.total as total,
        latter.stage_id as example,
        before.last_on
    from stage_spans as before
    join stage_spans as after on after.first_on - before.last_on between -14 and 14 and before.position != after.position
    join stages as former on former.position = before.position
    join stages as latter on latter.position = after.position
    cross join data_span
    cross join copied_history
    where former.kind = latter.kind
        and (former.kind != 'stage' or abs(before.position - after.position) = 1)
        and least(before.total, after.total) >= 30
        and before.last_on - before.first_on >= 56
        and after.last_on - after.first_on >= 56
        and last_day - before.last_on >= 56
        and after.first_on - first_day >= 56
        and before.total / (before.last_on - before.first_on + 1)
            between (after.total / (after.last_on - after.first_on + 1)) / 3
            and (after.total / (after.last_on - after.first_on + 1)) * 3
        and not is_copied
    order by before.position
),
records as (
    select subject, journey_id, stage_id, entered_at, owner, null as value
    from found
    join stage_visits on stage_id in (subject, example)
    where not passed_through
    order by abs(entered_at::date - last_on), entered_at
)
from found

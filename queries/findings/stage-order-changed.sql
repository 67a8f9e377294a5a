-- stage-order-changed: two neighbouring stages are passed the other way round since a day: the order of the model no longer holds.
-- reads: stage_visits, stages
-- threshold: four fifths of the journeys through both run forwards before the day and backwards after it, thirty of them each;
--            the day is the one that divides them best.
with firsts as (
    select journey_id, stages.position, min(entered_at) as entered_at
    from stage_visits
    join stages using (stage_id)
    where kind = 'stage' and not passed_through
    group by all
),
pairs as (
    select
        earlier.position,
        least(earlier.entered_at, later.entered_at) as moment,
        later.entered_at < earlier.entered_at as is_backwards
    from firsts as earlier
    join firsts as later on later.journey_id = earlier.journey_id and later.position = earlier.position + 1
    where later.entered_at != earlier.entered_at
),
splits as (
    select
        position, moment,
        count(*) over up_to as until,
        count(*) filter (where not is_backwards) over up_to as forwards_until,
        count(*) over beyond as since,
        count(*) filter (where is_backwards) over beyond as backwards_since
    from pairs
    window
        up_to as (partition by position order by moment range between unbounded preceding and interval 1 microsecond preceding),
        beyond as (partition by position order by moment range between current row and unbounded following)
),
best as (
    select position, arg_max(splits, forwards_until + backwards_since) as split from splits group by position
),
found as (
    select
        'unreliable' as severity,
        stages.stage_id as subject,
        split.backwards_since as affected,
        split.since as total,
        split.moment::date::varchar as example
    from best
    join stages on stages.position = best.position + 1
    where split.until >= 30 and split.forwards_until >= 0.8 * split.until
        and split.since >= 30 and split.backwards_since >= 0.8 * split.since
    order by best.position
),
records as (
    select subject, journey_id, stage_id, entered_at, owner, null as value
    from found
    join stage_visits on stage_id = subject and entered_at >= example::date
    where not passed_through
    order by entered_at
)
from found

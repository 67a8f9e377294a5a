-- stage-order-changed: two neighbouring stages are passed the other way round since a day: the order of the model no longer holds.
-- reads: journey_sample, stage_visits, stages, visits
-- threshold: four fifths of the journeys through both run forwards before the day and backwards after it, thirty of them each;
--            the day is the one that divides them best. Counted in a sample of 200,000 journeys.
with firsts as (
    select journey_id, position, any_value(one_in) as one_in, min(entered_at) as entered_at
    from visits
    join journey_sample on hash(journey_id) <= hash_up_to
    where not passed_through
    group by journey_id, position
),
moments as (
    select
        earlier.position,
        least(earlier.entered_at, later.entered_at) as moment,
        count(*) * any_value(later.one_in) as pairs,
        count(*) filter (where later.entered_at > earlier.entered_at) * any_value(later.one_in) as forwards
    from firsts as earlier
    join firsts as later on later.journey_id = earlier.journey_id and later.position = earlier.position + 1
    where later.entered_at != earlier.entered_at
    group by all
),
running as (
    select
        position,
        moment,
        coalesce(sum(pairs) over before, 0)::bigint as until,
        coalesce(sum(forwards) over before, 0)::bigint as forwards_until,
        sum(pairs) over whole as pairs,
        sum(forwards) over whole as forwards
    from moments
    window
        before as (partition by position order by moment rows between unbounded preceding and 1 preceding),
        whole as (partition by position)
),
splits as (
    select
        position,
        moment,
        until,
        forwards_until,
        (pairs - until)::bigint as since,
        (pairs - until - (forwards - forwards_until))::bigint as backwards_since
    from running
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

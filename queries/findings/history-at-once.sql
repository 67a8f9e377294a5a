-- history-at-once: journeys that went through three stages and more at one moment: typed in afterwards, or moved from another system.
-- reads: findings, journey_sample, stage_visits, copied_history, visits
-- threshold: a tenth of the journeys of three stages and more, as a few are typed in afterwards everywhere; a quarter where there are only
--            days: a quick one may well do three stages in a day. Twenty of them at least. Looked for among 200,000 journeys (a tenth is
--            then known to a fifth of a percent), and counted among all where it is found there.
-- after: days-only
with settings as (
    select
        days_only,
        case when days_only then 0.25 else 0.1 end as least_share,
        hash_up_to
    from (select exists (from findings where finding = 'days-only') as days_only)
    cross join journey_sample
    cross join copied_history
    where not is_copied
),
sampled as (
    select min(moment) = max(moment) as at_once
    from (
        select journey_id, case when days_only then date_trunc('day', entered_at) else entered_at end as moment
        from visits
        join settings on hash(journey_id) <= hash_up_to
        where not passed_through
    )
    group by journey_id
    having count(*) >= 3
),
suspected as (
    select days_only
    from settings
    where (select count(*) filter (where at_once) >= 20 and avg(at_once::integer) >= any_value(least_share) from sampled cross join settings)
),
every_journey as (
    select journey_id, min(moment) = max(moment) as at_once
    from (
        select journey_id, case when days_only then date_trunc('day', entered_at) else entered_at end as moment
        from visits
        cross join suspected
        where not passed_through
    )
    group by journey_id
    having count(*) >= 3
),
found as (
    select
        'unreliable' as severity,
        '' as subject,
        count(*) filter (where at_once) as affected,
        count(*) as total,
        min(journey_id) filter (where at_once) as example
    from every_journey
    having total > 0
),
records as (
    select '' as subject, journey_id, stage_id, entered_at, owner, null as value
    from stage_visits
    semi join (from every_journey where at_once) using (journey_id)
    where not passed_through
    order by journey_id, visit_no
)
from found

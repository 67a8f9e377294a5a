-- one-owner: one owner for nearly everything: no figure by person can rest on it.
-- reads: owner_visits, findings, stage_visits
-- threshold: nine tenths of the owned visits in each of two departments, of a hundred and more: nobody works in two of them alone.
-- after: owner-queue
with held as (
    select
        owner,
        sum(visits) over (partition by owner) as of_owner,
        sum(visits) over () as total,
        visits >= 100 and visits >= 0.9 * sum(visits) over (partition by department) as alone
    from owner_visits
),
found as (
    select 'warning' as severity, '' as subject, any_value(of_owner) as affected, any_value(total) as total, owner
    from held
    where alone and owner not in (select subject from findings where finding = 'owner-queue')
    group by owner
    having count(*) > 1
    order by owner
),
records as (
    select subject, journey_id, stage_id, entered_at, stage_visits.owner, null as value
    from found
    join stage_visits using (owner)
    order by entered_at desc
)
from found

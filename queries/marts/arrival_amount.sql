-- arrival_amount: what an arrival in a stage is worth: the mean amount of the journeys that came as far.
-- grain: stage_id
-- reads: as_of_visits, journeys, stages
-- rule:  the mean of all journeys with an amount where none of those that came as far has one; nothing where no amount is
--        recorded. Amounts are those of the last load.
with reached as (
    select stage_id, avg(amount) as amount
    from (select distinct journey_id, stage_id from as_of_visits)
    join journeys using (journey_id)
    group by stage_id
)
select stage_id, coalesce(reached.amount, (select avg(amount) from journeys)) as amount
from stages
left join reached using (stage_id)
where kind = 'stage'

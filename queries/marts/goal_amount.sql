-- goal_amount: what a goal is worth: the mean amount of the journeys that reached it.
-- grain: one row
-- reads: known_visits, journeys, stages, load_info
-- rule:  the mean of all journeys with an amount where none of those at the goal has one; nothing where no amount is recorded. Amounts
--        are those of the last load.
select coalesce(
    avg(amount) filter (journey_id in (
        select journey_id
        from known_visits
        where position = (select position from stages join load_info on key = 'goal' and value = stage_id)
    )),
    avg(amount)
) as amount
from journeys

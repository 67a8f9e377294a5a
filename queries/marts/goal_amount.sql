-- goal_amount: what a goal is worth: the mean amount of the journeys that reached it.
-- grain: one row
-- reads: as_of_visits, journeys, load_info
-- rule:  the mean of all journeys with an amount where none of those at the goal has one; nothing where no amount is recorded. Amounts
--        are those of the last load.
select coalesce(
    avg(amount) filter (journey_id in (
        select journey_id from as_of_visits where stage_id = (select value from load_info where key = 'goal')
    )),
    avg(amount)
) as amount
from journeys

-- pool_returns: into which stage those came back that left the recycle pool.
-- grain: exit_id, from_stage, reason, return_stage
-- reads: pool_visits
-- rule:  every return up to as_of, whenever it was; a journey that came back twice counts twice.
select exit_id, from_stage, reason, return_stage, count(*) as journeys
from pool_visits
where ending = 'returned'
group by all

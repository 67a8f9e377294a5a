-- pool_lying: each journey that lies in the recycle pool on the day as_of, with all that is known of it.
-- grain: journey_id
-- reads: pool_visits, journeys, review
-- rule:  idle_days are days since the last activity, else since the exit. An attribute whose name is also a column of pool_visits has _1
--        behind its name.
select
    pool.* exclude (left_on, ending, return_stage, weeks_followed, bucket),
    (as_of - coalesce(pool.last_activity_on, pool.entered_on))::integer as idle_days,
    journeys.* exclude (journey_id, amount)
from pool_visits as pool
join journeys using (journey_id)
cross join review
where pool.ending = 'open'

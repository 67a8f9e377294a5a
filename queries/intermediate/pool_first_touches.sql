-- pool_first_touches: after how many days a journey in the pool was first touched, as a histogram.
-- grain: days
-- reads: pool_visits
-- rule:  days from the exit to the first activity after it, among the stays that had one.
select (first_activity_on - entered_on)::integer as days, count(*) as stays
from pool_visits
where first_activity_on is not null
group by all

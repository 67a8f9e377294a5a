-- amounts-missing: too few journeys have an amount for sums of money to say anything.
-- reads: journeys
-- threshold: a fifth of the journeys; below, a sum says more about who filled the field in.
select 'warning' as severity, count(*) filter (where amount > 0) as affected, count(*) as total, 'amount' as hides
from journeys
having affected < 0.2 * total

-- pool-reasons-missing: many exits into the recycle pool have no reason, so nobody can say which of them come back.
-- reads: pool_stays
-- threshold: half of them, from twenty on: with fewer recorded, the groups that remain speak for a minority.
select 'note' as severity, count(*) filter (where trim(reason) = '') as affected, count(*) as total
from pool_stays
having total >= 20 and affected >= 0.5 * total

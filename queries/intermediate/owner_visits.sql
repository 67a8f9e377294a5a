-- owner_visits: how many visits each owner has had in each department.
-- grain: owner, department; department may be null
-- reads: visits, stages
-- rule:  visits without an owner are left out.
-- materialization: temporary
select owner, department, count(*) as visits
from visits
join stages using (position)
where owner is not null
group by owner, department

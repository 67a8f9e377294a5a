-- pool_landmark: those who still lay in the pool 13 weeks after their exit, and what became of them from then on, by whether somebody
--        had been in touch before.
-- grain: touched, bucket, from_week, to_week, ending
-- reads: pool_visits
-- rule:  weeks as in pool_counts. Who came back earlier is in neither group: else those touched late could not have come back before
--        it, and would look better than they are.
select
    coalesce(first_activity_on < entered_on + 91, false) as touched,
    bucket,
    13 as from_week,
    (case when ending = 'open' or age_weeks >= weeks_followed then weeks_followed - 1 else age_weeks end)::integer as to_week,
    case when age_weeks >= weeks_followed then 'open' else ending end as ending,
    count(*) as visits
from pool_visits
where weeks_followed > 13 and (left_on is null or age_weeks >= 13)
group by all

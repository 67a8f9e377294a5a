-- pool_value_counts: stays in the pool that are alike, by what was known of the journey when it entered the process.
-- grain: attribute, value, exit_id, from_stage, reason, from_week, to_week, ending
-- reads: pool_visits, journeys, attributes
-- rule:  weeks as pool_counts has them, without regard to touches. Only attributes of few values that are decided at entry; '' as value
--        is 'not recorded'.
with recorded as (
    from (select * exclude (amount), null::varchar as "no attribute" from journeys semi join pool_visits using (journey_id))
    unpivot include nulls (value for attribute in (columns(* exclude (journey_id))))
),
known as (
    select journey_id, attribute, coalesce(value, '') as value
    from recorded
    semi join (select attribute from attributes where in_model and filterable and decided_position = 0) using (attribute)
)
select
    attribute,
    value,
    exit_id,
    from_stage,
    reason,
    0 as from_week,
    (case when ending = 'open' or age_weeks >= weeks_followed then weeks_followed - 1 else age_weeks end)::integer as to_week,
    case when age_weeks >= weeks_followed then 'open' else ending end as ending,
    count(*) as visits
from pool_visits
join known using (journey_id)
where weeks_followed > 0
group by all

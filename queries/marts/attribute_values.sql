-- attribute_values: the values of each attribute that can be filtered by, and how many journeys carry them.
-- grain: attribute, value
-- reads: journeys, attributes
-- rule:  '' is 'not recorded'. Every journey counts, whatever is selected.
-- materialization: table
with recorded as (
    from (select * exclude (journey_id, amount), null::varchar as "no attribute" from journeys)
    unpivot include nulls (value for attribute in (columns(*)))
)
select
    attribute,
    coalesce(value, '') as value,
    count(*) as journeys
from recorded
semi join (select attribute from attributes where filterable) using (attribute)
group by all
order by attribute, journeys desc, value

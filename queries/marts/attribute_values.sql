-- attribute_values: the values of each attribute that can be filtered by, and how many journeys carry them.
-- grain: attribute, value
-- reads: journey_attributes, attributes
-- rule:  '' is 'not recorded'. Every journey counts, whatever is selected.
-- materialization: table
select
    attribute,
    coalesce(value, '') as value,
    count(*) as journeys
from journey_attributes
semi join (select attribute from attributes where filterable) using (attribute)
group by all
order by attribute, journeys desc, value

-- journey_attributes: what is recorded of each journey, one attribute a row.
-- grain: journey_id, attribute
-- reads: journeys
-- rule:  value is null where nothing is recorded. Every column of journeys is an attribute but the id and the amount.
select journey_id, attribute, value
from (select * exclude (amount), null::varchar as "no attribute" from journeys)
unpivot include nulls (value for attribute in (columns(* exclude (journey_id))))
where attribute != 'no attribute'

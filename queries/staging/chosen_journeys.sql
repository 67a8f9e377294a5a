-- chosen_journeys: the journeys that a page or command looks at.
-- grain: journey_id
-- reads: journeys
-- rule:  all of them, unless attributes are filtered.
select journey_id, amount
from journeys

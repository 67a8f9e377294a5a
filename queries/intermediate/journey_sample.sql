-- journey_sample: which journeys are looked at where whole journeys cost too much: 200,000 of them, always the same.
-- grain: one row
-- reads: journeys
-- rule:  of so many journeys one is looked at (one_in): those whose id's hash is at most hash_up_to. What is counted among them stands for
--        one_in times as many.
-- materialization: temporary
select one_in, 18446744073709551615::ubigint // one_in as hash_up_to
from (select (1 + count(*) // 200000)::ubigint as one_in from journeys)

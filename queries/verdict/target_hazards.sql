-- target_hazards: by how much a stage's daily hazards are multiplied so that it does what its target says.
-- grain: stage_no
-- rule:  none, unless stages are held against targets.csv: the factors are then found by the verdict (halving until the
--        conversion, or the days by which half have left, is that of the target).
select null::integer as stage_no, null::double as times_advance, null::double as times_otherwise
where false

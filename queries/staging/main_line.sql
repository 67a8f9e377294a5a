-- main_line: where the stages of the main line begin and end, by position; what lies behind are exits.
-- grain: one row
-- reads: stages
-- rule:  exits have positions after all stages, so that on one day they come last.
-- materialization: table
select
    min(position) as first_position,
    max(position) as last_position
from stages
where kind = 'stage'

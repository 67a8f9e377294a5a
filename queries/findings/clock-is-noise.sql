-- clock-is-noise: what came first on one day is settled by the order of stages, as the clock often runs backwards.
-- reads: same_day_order, load_info
-- threshold: that of same_day_order; where the model asks for the order of stages it is no finding.
select 'note' as severity, backwards as affected, pairs as total
from same_day_order
join load_info on key = 'same_day' and value = 'auto'
where rule = 'stage_order'

-- pool_account: the recycle pool over the 56 days up to as_of: what lay there, came in, came back, was closed and lies there now.
-- grain: exit_id, from_stage, reason
-- reads: known_pool_stays, review
-- rule:  opening + entered - returned - closed = closing. Age and amount are those of the journeys that lie there on as_of; amount
--        is the sum where it is recorded (with_amount of them), nothing where none is.
select
    exit_id,
    from_stage,
    reason,
    count(*) filter (entered_on <= as_of - 56 and (left_on is null or left_on > as_of - 56)) as opening,
    count(*) filter (entered_on > as_of - 56) as entered,
    count(*) filter (left_on > as_of - 56 and ending = 'returned') as returned,
    count(*) filter (left_on > as_of - 56 and ending = 'closed') as closed,
    count(*) filter (ending = 'open') as closing,
    count(*) as ever,
    count(*) filter (ending = 'returned') as ever_returned,
    median(age_weeks) filter (ending = 'open') as median_age_weeks,
    sum(amount) filter (ending = 'open') as amount,
    count(amount) filter (ending = 'open') as with_amount
from known_pool_stays
cross join review
group by all
order by exit_id, from_stage, closing desc, reason

-- known_pool_stays: each stay of the chosen journeys in the recycle pool as it stood at the end of the day as_of.
-- grain: journey_id, pool_no
-- reads: pool_stays, chosen_journeys, review
-- rule:  what happened after as_of is not known yet. '' as from_stage or reason is 'not recorded'; of a reason its first line counts, the
--        rest is a remark. age_weeks are whole weeks from the exit to the end of the stay, or so far;
--        weeks_followed are the whole weeks of age that anybody who entered that day has been watched.
-- materialization: selection
with known as (
    select
        stay.* replace (
            coalesce(stay.from_stage, '') as from_stage,
            trim(split_part(stay.reason, chr(10), 1)) as reason,
            case when left_at::date <= as_of then ending else 'open' end as ending,
            case when left_at::date <= as_of then return_stage end as return_stage
        ),
        stay.entered_at::date as entered_on,
        case when left_at::date <= as_of then left_at::date end as left_on,
        as_of,
        amount
    from pool_stays as stay
    join chosen_journeys using (journey_id)
    cross join review
    where entered_at::date <= as_of
)
select
    * exclude (entered_at, left_at, as_of),
    (coalesce(left_on, as_of) - entered_on) // 7 as age_weeks,
    (as_of - entered_on + 1) // 7 as weeks_followed
from known

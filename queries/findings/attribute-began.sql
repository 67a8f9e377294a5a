-- attribute-began: an attribute hardly ever recorded before a month, and regularly since: no comparison reaches over that month.
-- reads: attributes, journeys, journey_sample, journey_attributes, stage_visits, visits
-- threshold: recorded of 30% since then (below, it was never taken up), and of at most a tenth of that share before: a field is filled in for
--            some old records, never for most. Fifty journeys and 56 days on either side. The month is that of the widest gap between the
--            two shares. Counted in a sample of 200,000 journeys.
with asked as (
    select attribute
    from attributes
    where recorded_share between 0.05 and 0.98
),
sampling as (
    from journey_sample where exists (from asked)
),
begun as (
    select journey_id, date_trunc('month', entered_at)::date as month, one_in
    from visits
    join sampling on hash(journey_id) <= hash_up_to
    where visit_no = 1
),
months as (
    select attribute, month, count(*) * any_value(one_in) as journeys, count(value) * any_value(one_in) as recorded
    from journey_attributes
    semi join asked using (attribute)
    join begun using (journey_id)
    group by attribute, month
),
splits as (
    select
        attribute,
        month,
        sum(journeys) over earlier as before,
        sum(journeys) over later as after,
        sum(recorded) over earlier / before as share_before,
        sum(recorded) over later / after as share_since,
        least(month - min(month) over (partition by attribute), max(month) over (partition by attribute) - month + 30) as days
    from months
    window
        earlier as (partition by attribute order by month rows between unbounded preceding and 1 preceding),
        later as (partition by attribute order by month rows between current row and unbounded following)
),
found as (
    select
        'warning' as severity,
        attribute as subject,
        before as affected,
        (select count(*) from journeys) as total,
        month::varchar as example,
        month
    from splits
    where least(before, after) >= 50 and days >= 56 and share_since >= 0.3 and share_before <= 0.1 * share_since
    qualify row_number() over (partition by attribute order by share_since - share_before desc, month) = 1
    order by attribute
),
records as (
    select subject, journey_id, stage_id, entered_at, owner, null as value
    from found
    join journey_attributes as recorded on recorded.attribute = subject and recorded.value is null
    join stage_visits using (journey_id)
    where visit_no = 1 and entered_at < month
    order by entered_at desc
)
from found

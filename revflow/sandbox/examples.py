"""Statements to begin with: they answer questions of the README, and a test runs them all."""

EXAMPLES = {
    "flow": """select week_start, stage_id, entered, advanced, returned, recycled + disqualified + lost + churned as left_line, closing
from stage_flow
order by week_start desc, stage_id""",
    "stock": """select stage_id, journeys, amount, median_age_days, share_overdue
from residual_stock
where week_start = (select max(week_start) from residual_stock)
order by journeys desc""",
    "untouched": """select journeys.*
from journeys
join first_entries using (journey_id)
join stages using (stage_id)
where stages.position = 1
    and entered_at >= date_trunc('month', (select as_of from review) - interval 2 month)
    and entered_at < date_trunc('month', (select as_of from review) - interval 1 month)
    and not exists (select 1 from activities where activities.journey_id = journeys.journey_id)
order by journey_id""",
    "cohorts": """select date_trunc('month', came_in_at)::date as month, to_place, count(*) as entered,
    count(*) filter (where days_to_reach <= 60) as reached_in_60_days,
    count(*) filter (where reached_at is null and days_followed < 60) as too_young
from stage_reach
where from_stage = (select stage_id from stages where position = 1)
group by all
order by month, to_place""",
    "slowest": """select journey_id, stage_id, entered_at, days_in_stage, owner
from stage_visits
where outcome = 'open'
order by days_in_stage desc
limit 100""",
    "time": """select date_trunc('month', left_at)::date as month, stage_id, median(days_in_stage) as median_days, count(*) as left_stage
from stage_visits
where left_at is not null and not passed_through
group by all
order by month, stage_id""",
    "returned": """select exit_id, count(*) as left_by_it,
    count(*) filter (where exists (
        select 1 from stage_visits as later
        where later.journey_id = visit.journey_id and later.visit_no > visit.visit_no
    )) as came_back
from stage_visits as visit
where exit_id is not null
group by exit_id
order by left_by_it desc""",
}

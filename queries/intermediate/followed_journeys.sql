-- followed_journeys: each journey that came into a stage within 8 weeks, and where it stood at their end.
-- grain: stage_id, spans_ago, journey_id
-- reads: came_in, visible_visits, stages
-- rule:  every span is followed to its own end, so that then and now are compared after as much time. place is the stage in which
--        the journey stood at the end of that day, or the exit by which it had left; it has stood there since place_since. kind:
--        here (still in the stage), further, back (an earlier stage) or left.
with followed as (
    select journey_id, spans_ago, any_value(span_end) as span_end
    from came_in
    group by all
),
last_visit as (
    select
        followed.journey_id,
        followed.spans_ago,
        max_by(
            {
                'stage_id': visit.stage_id, 'position': visit.position, 'entered_at': visit.entered_at,
                'left_at': case when visit.left_at::date <= followed.span_end then visit.left_at end,
                'exit_id': visit.exit_id, 'owner': visit.owner
            },
            visit.visit_no
        ) as visit
    from followed
    join visible_visits as visit
        on visit.journey_id = followed.journey_id and visit.entered_at::date <= followed.span_end
    group by all
)
select
    came_in.*,
    case when visit.left_at is null then visit.stage_id else visit.exit_id end as place,
    case
        when visit.left_at is not null then 'left'
        when visit.position > own.position then 'further'
        when visit.position < own.position then 'back'
        else 'here'
    end as kind,
    coalesce(visit.left_at, visit.entered_at) as place_since,
    visit.owner
from came_in
join last_visit using (journey_id, spans_ago)
join (
    select stage_id, position from stages
    union all
    select 'supply', min(position) from stages
) as own using (stage_id)

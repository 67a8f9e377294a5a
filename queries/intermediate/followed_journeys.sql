-- followed_journeys: each journey that came into a stage within 8 weeks, and where it stood at their end.
-- grain: stage_id, spans_ago, journey_id
-- reads: stage_entrants, as_of_visits, stages
-- rule:  every span is followed to its own end, so that then and now are compared after as much time. place is the stage in which
--        the journey stood at the end of that day, or the exit by which it had left; it has stood there since place_since. kind:
--        here (still in the stage), further, back (an earlier stage) or left.
with last_visit as (
    select
        stage_entrants.*,
        max_by(
            {
                'stage_id': visit.stage_id, 'position': visit.position, 'entered_at': visit.entered_at,
                'left_at': case when visit.left_at::date <= stage_entrants.span_end then visit.left_at end,
                'exit_id': visit.exit_id, 'owner': visit.owner
            },
            visit.visit_no
        ) as visit
    from stage_entrants
    join as_of_visits as visit
        on visit.journey_id = stage_entrants.journey_id and visit.entered_at::date <= stage_entrants.span_end
    group by all
)
select
    last_visit.* exclude (visit),
    case when visit.left_at is null then visit.stage_id else visit.exit_id end as place,
    case
        when visit.left_at is not null then 'left'
        when visit.position > own.position then 'further'
        when visit.position < own.position then 'back'
        else 'here'
    end as kind,
    coalesce(visit.left_at, visit.entered_at) as place_since,
    visit.owner
from last_visit
join (
    select stage_id, position from stages
    union all
    select 'supply', min(position) from stages
) as own using (stage_id)

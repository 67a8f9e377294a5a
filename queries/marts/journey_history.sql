-- journey_history: what happened to each journey up to the day as_of: its stages and exits, activities and comments, in order.
-- grain: journey_id, happened_at, kind, place, words; what was recorded twice stands twice
-- reads: as_of_visits, activities, comments, chosen_journeys, review
-- rule:  kind is stage (entered; days is its stay so far, in working days), exit, activity or comment. place: the stage, exit or
--        kind of activity; who: the owner or the author; words: the reason of an exit or what was written. Stages that were only
--        passed through are left out.
select journey_id, entered_at as happened_at, 'stage' as kind, stage_id as place, owner as who, null as words, days_in_stage as days
from as_of_visits
where not passed_through
union all
select journey_id, left_at, 'exit', exit_id, owner, reason, null
from as_of_visits
where exit_id is not null
union all
select activity.journey_id, activity.happened_at, 'activity', activity.kind, activity.owner, null, null
from activities as activity
semi join chosen_journeys using (journey_id)
cross join review
where activity.happened_at < review.as_of + interval 1 day
union all
select comment.journey_id, comment.written_at, 'comment', comment.department, comment.author, comment.text, null
from comments as comment
semi join chosen_journeys using (journey_id)
cross join review
where comment.written_at < review.as_of + interval 1 day

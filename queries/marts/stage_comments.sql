-- stage_comments: what people wrote up to the day as_of about the journeys that stand in a stage, newest first.
-- grain: journey_id, comment_no
-- reads: standing_visits, comments, review
-- rule:  a comment written after as_of is not known yet. comment_no counts a journey's comments from the newest one back.
select
    standing.stage_id,
    comment.journey_id,
    row_number() over (
        partition by comment.journey_id
        order by comment.written_at desc, comment.department, comment.author, comment.text
    ) as comment_no,
    comment.written_at,
    comment.department,
    comment.author,
    comment.text
from standing_visits as standing
join comments as comment using (journey_id)
cross join review
where comment.written_at < review.as_of + interval 1 day
order by comment.written_at desc, comment.journey_id, comment_no

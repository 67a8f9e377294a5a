-- judged_counts: how many visits are alike: same stage, bucket, days and outcome.
-- grain: stage_no, bucket, entered_ago, left_ago, outcome_no, is_first
-- reads: judged_visits
-- rule:  a visit still open has left_ago -1.
-- materialization: table
select stage_no, bucket, entered_ago, left_ago, outcome_no, is_first, count(*)::integer as visits
from judged_visits
group by all

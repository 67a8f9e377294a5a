-- review_settings: over how many weeks the verdict looks.
-- grain: one row
-- rule:  eight, unless a page or command asks for others.
select 8 as window_weeks

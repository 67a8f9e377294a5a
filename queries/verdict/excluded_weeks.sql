-- excluded_weeks: calendar weeks that the verdict leaves out, with the reason somebody gave.
-- grain: week_start
-- rule:  none, unless a page or command names some.
select null::date as week_start, null::varchar as reason
where false

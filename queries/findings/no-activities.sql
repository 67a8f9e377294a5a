-- no-activities: the export holds no activities.
-- reads: activities
-- threshold: not a single one.
select 'note' as severity, 0 as affected
where not exists (from activities)

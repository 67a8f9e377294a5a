-- no-targets: the export holds no targets.
-- reads: targets
-- threshold: not a single one.
select 'note' as severity, 0 as affected
where not exists (from targets)

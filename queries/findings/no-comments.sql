-- no-comments: the export holds no comments.
-- reads: comments
-- threshold: not a single one.
select 'note' as severity, 0 as affected
where not exists (from comments)

-- owner-queue: owners that are no persons: no figure by person can rest on them.
-- reads: owner_visits, stage_visits
-- threshold: twenty visits, below which a queue holds nothing worth a word.
with owners as (
    select owner, sum(visits) as visits, sum(sum(visits)) over () as total
    from owner_visits
    group by owner
),
found as (
    select 'warning' as severity, owner as subject, visits as affected, total
    from owners
    where visits >= 20
        and regexp_matches(
            lower(owner),
            '(^|[^a-z])(queue|unassigned|not assigned|no owner|nobody|integration|api|system|automation|automated|robot|bot|admin|'
            || 'administrator)([^a-z]|$)|キュー|未割り?当|未アサイン|担当者?なし|担当者?未定|^未定$|連携ユーザ|システム管理者|'
            || '自動(割|処理|登録)'
        )
    order by owner
),
records as (
    select subject, journey_id, stage_id, entered_at, owner, null as value
    from found
    join stage_visits on owner = subject
    order by entered_at desc
)
from found

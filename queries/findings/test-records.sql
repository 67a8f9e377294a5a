-- test-records: journeys whose id, or one of whose attributes, says that they are a test.
-- reads: journeys, journey_attributes, attributes, stage_visits
-- threshold: a single one; a warning from 1% of the journeys on. A text must say 'test', 'test 3', 'テスト商談': not 'Test Rite', not
--            'テストセンター', not 'contest'. A kind of value must be the word itself: 'A/B test' is a campaign.
with texts as (
    select journey_id, '' as attribute, journey_id as value
    from journeys
    union all
    select journey_id, attribute, value
    from journey_attributes
),
worded as (  -- plain words are looked for first: many times faster than patterns
    select journey_id, attribute, value, trim(lower(value)) as folded
    from texts
    where contains(lower(value), 'test')
        or contains(lower(value), 'テスト')
        or contains(lower(value), 'てすと')
        or contains(lower(value), 'dummy')
        or contains(lower(value), 'ダミー')
),
tests as (
    select journey_id, arg_min(value, attribute) as value
    from worded
    left join attributes using (attribute)
    where case
        when attribute = '' then regexp_matches(folded, '^[\[【(（]?(test|テスト|てすと|dummy|ダミー)([^a-zァ-ヶー].*)?$')
        when filterable then regexp_matches(folded, '^(test|テスト|てすと|dummy|ダミー)$')
        else regexp_matches(
            folded,
            '(^[\[【(（<]?(test|テスト|てすと|dummy|ダミー)[\]】)）>]?([\s_.#・-]*([0-9０-９].*|account.*|compan.*|record.*|lead.*|deal.*|data.*|'
            || 'user.*|customer.*|(株式会社|有限会社|合同会社|会社|\(株\)|（株）)|案件|商談|リード|顧客|データ|用|です|太郎|会社|商事|企業|'
            || '登録)?)?$)'
            || '|((株式会社|有限会社|合同会社|会社|\(株\)|（株）)\s*(test|テスト|てすと|dummy|ダミー)\s*[0-9０-９]*$)'
        )
    end
    group by journey_id
),
found as (
    select
        count(*) as affected,
        (select count(*) from journeys) as total,
        arg_min(value, journey_id) as example,
        case when count(*) >= 0.01 * (select count(*) from journeys) then 'warning' else 'note' end as severity
    from tests
    having affected > 0
),
records as (
    select '' as subject, tests.journey_id, stage_id, entered_at, owner, value
    from tests
    left join (from stage_visits where visit_no = 1) using (journey_id)
    order by tests.journey_id
)
from found

"""What stands behind a date: time of day, AM or PM, a zone. All of it is understood, or the text stays unread."""

# Zones that people write as words and that mean one thing; CST, IST and BST mean several, so a row with one is rejected.
ZONES = {
    "Z": "+00:00", "UTC": "+00:00", "GMT": "+00:00", "WET": "+00:00", "WEST": "+01:00", "CET": "+01:00", "CEST": "+02:00",
    "EET": "+02:00", "EEST": "+03:00", "MSK": "+03:00", "JST": "+09:00", "KST": "+09:00", "HKT": "+08:00", "SGT": "+08:00",
    "AEST": "+10:00", "AEDT": "+11:00", "NZST": "+12:00", "NZDT": "+13:00", "EST": "-05:00", "EDT": "-04:00", "CDT": "-05:00",
    "MST": "-07:00", "MDT": "-06:00", "PST": "-08:00", "PDT": "-07:00", "AKST": "-09:00", "AKDT": "-08:00", "HST": "-10:00",
}  # fmt: skip
HALF = r"[AaPp]\.?\s?[Mm]\.?|午前|午後"
DAY = r"[(（]?(?:[月火水木金土日](?:曜日?)?|(?:[Mm]on|[Tt]ue|[Ww]ed|[Tt]hu|[Ff]ri|[Ss]at|[Ss]un)[a-z]*\.?,?)[)）]?"
WORDS = "|".join(sorted(ZONES, key=len, reverse=True))
ZONE = rf"(?:(?:UTC|GMT)?\s?[+-]\d{{1,2}}(?::?\d\d)?|{WORDS})"
# weekday, AM or PM, hour, minute, second, AM or PM, zone
REST = (
    rf"^\s*[Tt,]?\s*(?:{DAY})?\s*({HALF})?\s*(\d{{1,2}})\s*[:時]\s*(\d{{1,2}})(?:\s*[:分]\s*(\d{{1,2}})(?:[.,]\d+)?)?\s*[分秒]?"
    rf"\s*({HALF})?\s*[(（]?({ZONE})?[)）]?\s*(?:{DAY})?$"
)
WHOLE_DAY = rf"^\s*(?:{DAY})?$"
# What the engine reads by itself, and reads whole: anything more behind the time it would drop without a word.
PLAIN = r"\d{4}[-/]\d{1,2}[-/]\d{1,2}[ T]\d{1,2}:\d{2}(:\d{2}(\.\d*)?)?"
ZONED = PLAIN + r"(Z|[+-]\d{2}(:?\d{2})?)"


def time_sql(rest: str) -> str:
    """SQL of the time of day and zone, as ISO writes them, that the SQL `rest` of a date says; ' unread' for anything else."""
    before, hour, minute, second, after, zone = (f"regexp_extract({rest}, '{REST}', {n})" for n in range(1, 7))
    number = f"{hour}::integer"
    afternoon = f"regexp_matches({before} || {after}, '^[Pp]|午後')"
    morning = f"regexp_matches({before} || {after}, '^[Aa]|午前')"
    whole_hour = f"case when {afternoon} and {number} < 12 then {number} + 12 when {morning} and {number} = 12 then 0 else {number} end"
    return (
        f"case when regexp_matches({rest}, '{REST}') then ' ' || lpad(({whole_hour})::varchar, 2, '0') || ':' || "
        f"lpad({minute}, 2, '0') || ':' || lpad(case when {second} = '' then '0' else {second} end, 2, '0') || {_offset(zone)} "
        f"when regexp_matches({rest}, '{WHOLE_DAY}') then '' else ' unread' end"
    )


def _offset(zone: str) -> str:
    """SQL: the offset that a zone means, '' where none is written."""
    named = " ".join(f"when '{word}' then '{offset}'" for word, offset in ZONES.items())
    sign, hours, minutes = (f"regexp_extract({zone}, '([+-])(\\d{{1,2}}):?(\\d\\d)?', {n})" for n in (1, 2, 3))
    return (
        f"case {zone} when '' then '' {named} else {sign} || lpad({hours}, 2, '0') || ':' || "
        f"case when {minutes} = '' then '00' else {minutes} end end"
    )

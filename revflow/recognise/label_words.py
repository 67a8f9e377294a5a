"""What the label of a stage says by itself: won, lost, set aside. Words that hold in any system."""

import re
import unicodedata

# The first that fits holds: 'closed - not converted' is no conversion.
MEANINGS = (
    ("churned", r"\bchurn|解約(?!予定|防止|懸念)|terminat"),
    (
        "disqualified",
        r"unqualified|disqualif|not converted|not qualified|^junk|対象外|不適格|育成対象外|lost lead|見込みなし",
    ),
    ("recycle", r"nurtur|recycl|on hold|ナーチャ|リサイクル|掘り起こし|育成へ|^保留|^休眠"),
    ("lost", r"\blost\b|^lost|closed.?lost|失注|declin|reject|cancel|却下|見送り|断念|辞退|不成立|取消|キャンセル"),
    (
        "won",
        r"closed.?won|\bwon\b|^受注(?!確度|見込|予定|待|前)|^成約(?!見込|予定|待|前)|契約締結(?!待|予定|前)|契約済|^customer$|^顧客$",
    ),
)
EXITS = ("churned", "disqualified", "recycle", "lost")
# What people put before a label so that it sorts: '04_受注', '⑤受注', 'S5: 受注', '【A】受注'. A number alone is no label.
NUMBERED = re.compile(r"^[\W_]*(?:[a-z]{0,2}\d+|[a-z](?=[\W_]))[\W_]*(?=[^\W\d_])|^[\W_]+")


def meaning_of(label: str) -> str:
    """won, one of EXITS, or 'stage'."""
    plain = re.sub(r"[_\s]+", " ", unicodedata.normalize("NFKC", label)).strip().casefold()
    plain = NUMBERED.sub("", plain)
    return next((meaning for meaning, pattern in MEANINGS if re.search(pattern, plain)), "stage")

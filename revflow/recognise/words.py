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
    ("recycle", r"nurtur|recycl|ナーチャ|リサイクル|掘り起こし|育成へ"),
    ("lost", r"\blost\b|^lost|closed.?lost|失注|declin|reject|cancel|却下|見送り|断念|辞退|不成立|取消|キャンセル"),
    (
        "won",
        r"closed.?won|\bwon\b|^受注(?!確度|見込|予定|待|前)|^成約(?!見込|予定|待|前)|契約締結(?!待|予定|前)|契約済|^customer$|^顧客$",
    ),
)
EXITS = ("churned", "disqualified", "recycle", "lost")


def meaning_of(label: str) -> str:
    """won, one of EXITS, or 'stage'."""
    plain = re.sub(r"[_\s]+", " ", unicodedata.normalize("NFKC", label)).strip().casefold()
    return next((meaning for meaning, pattern in MEANINGS if re.search(pattern, plain)), "stage")

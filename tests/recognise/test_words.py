"""What a label says by itself: a wrong guess would move a stage across the sale."""

import pytest

from revflow.recognise.label_words import meaning_of

MEANINGS = {
    "won": ["04_受注", "⑤受注", "S5: 受注", "【受注】", "8. Closed Won", "Closed Won", "Closed won", "Won", "受注", "受注済み", "成約", "契約締結", "契約済み", "closedwon", "Ｗｏｎ", "CLOSED_WON"],
    "lost": ["Closed Lost", "closedlost", "Lost", "失注", "Declined", "A_CANCELLED", "Rejected", "見送り", "失注（競合）"],
    "disqualified": ["Unqualified", "Closed - Not Converted", "対象外", "Junk Lead", "Lost Lead", "Disqualified"],
    "recycle": ["06_保留", "休眠", "Nurture", "Nurturing", "Recycled", "ナーチャリング戻し", "リサイクル"],
    "churned": ["Churned", "解約", "Terminated"],
    "stage": [
        "04_受注見込", "A", "3", "B2B",
        "受注見込み", "受注予定", "契約締結待ち", "NDA締結", "成約見込", "Budget approved", "User activated", "解約懸念", "Qualified", "Customer meeting",
        "Closed - Converted", "導入検討", "更新提案", "Negotiation/Review", "Wonderful Demo", "Lead",
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("meaning", "label"), [(meaning, label) for meaning, labels in MEANINGS.items() for label in labels]
)
def test_the_label_says(meaning, label):
    assert meaning_of(label) == meaning

"""The sample company as it is: its sources, people, stages and chances, and the story that begins with the programme.

Every figure that shapes the story stands here; `simulation` only carries it out.

The story: from 20 July 2026 marketing moves its money from advertising, seminars and downloads to exhibitions. The
cards collected there pass inside sales as well as any other lead and are handed over as meetings, but they have always
been slow to meet and seldom become an opportunity. Field sales has as many hands as before, so meetings pile up. What
people can do, and every chance below, stays as it was: only what is handed over changes.

A second story runs beside it. Who was put back because it was too early, or for want of a budget, is to be called again
on a day that was agreed. Inside sales kept nearly all of these days until the cards came; since then it has kept few.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

COMPANY = "株式会社サンプル"


@dataclass(frozen=True)
class Source:
    """A way in. Rates are leads in an ordinary week before and since the programme; the rest are chances."""

    name: str
    before: float
    since: float
    to_mql: float
    to_meeting: float
    to_opportunity: float
    meeting_delay: float = 6.0  # median working days until the first meeting can be judged
    meeting_work: float = 1.0  # what judging it costs field sales, in ordinary meetings
    skips_mql: float = 0.0


EXHIBITION = "展示会"
REFERRAL = "紹介"

SOURCES = (
    Source("Web問い合わせ", 24, 18, 0.56, 0.50, 0.66, skips_mql=0.03),
    Source("資料請求", 15, 6, 0.42, 0.42, 0.58),
    Source("Web広告", 17, 5, 0.42, 0.42, 0.58),
    Source("セミナー", 13, 5, 0.47, 0.46, 0.62),
    Source(EXHIBITION, 11, 72, 0.47, 0.46, 0.20, meeting_delay=13.0, meeting_work=1.5),
    Source(REFERRAL, 6, 6, 0.70, 0.62, 0.72, skips_mql=0.15),
    Source("アウトバウンド", 5, 4, 0.42, 0.42, 0.54),
)
PARTNER_DEALS_A_WEEK = 0.9  # brought by partners straight to field sales: deals without a lead

# Exhibition cards arrive in the working days after a show, most of them in the first.
CARD_ENTRY = (0.25, 0.20, 0.15, 0.12, 0.10, 0.08, 0.06, 0.04)
SHOWS_BEFORE = (  # the working day after each show
    date(2025, 5, 26), date(2025, 6, 23), date(2025, 7, 22), date(2025, 8, 25), date(2025, 9, 24),
    date(2025, 10, 20), date(2025, 11, 17), date(2025, 12, 15), date(2026, 1, 19), date(2026, 2, 16),
    date(2026, 3, 16), date(2026, 4, 13), date(2026, 5, 18), date(2026, 6, 15),
)  # fmt: skip
SHOWS_SINCE = (
    date(2026, 7, 21), date(2026, 7, 29), date(2026, 8, 6), date(2026, 8, 19), date(2026, 8, 27), date(2026, 9, 7),
    date(2026, 9, 16), date(2026, 9, 28), date(2026, 10, 7), date(2026, 10, 19), date(2026, 10, 28),
    date(2026, 11, 9),
)  # fmt: skip
TRICKLE_BEFORE, TRICKLE_SINCE = 2.0, 6.0  # cards a week that come in apart from any show

SEGMENTS = {  # share of leads, chance against the whole, yearly amount: median and spread
    "中小": (0.55, 0.96, 620_000, 0.40),
    "中堅": (0.33, 1.05, 1_500_000, 0.40),
    "大手": (0.12, 1.03, 3_600_000, 0.35),
}
LOWEST_AMOUNT, HIGHEST_AMOUNT = 300_000, 6_000_000
INDUSTRIES = {
    "製造": 22, "情報通信": 18, "卸売": 12, "小売": 11, "建設": 9,
    "物流": 8, "人材": 7, "医療・福祉": 6, "不動産": 5, "その他": 2,
}  # fmt: skip
PREFECTURES = {
    "東京都": 34, "大阪府": 12, "愛知県": 8, "神奈川県": 8, "福岡県": 5, "埼玉県": 5, "千葉県": 4, "兵庫県": 4,
    "北海道": 4, "京都府": 3, "広島県": 2, "静岡県": 2, "宮城県": 2, "茨城県": 1, "新潟県": 1, "長野県": 1,
    "岡山県": 1, "石川県": 1, "熊本県": 1, "沖縄県": 1,
}  # fmt: skip


@dataclass(frozen=True)
class Team:
    """The people who work a stage: how much each gets done a day, and what each makes of the chances."""

    people: dict[str, float]
    a_day: float


INSIDE_SALES = Team({"IS-01": 1.10, "IS-02": 1.04, "IS-03": 1.00, "IS-04": 0.98, "IS-05": 0.94, "IS-06": 0.92}, 2.6)
FIELD_SALES = Team(
    {
        "営業担当A1": 1.10, "営業担当A2": 1.04, "営業担当A3": 1.00, "営業担当A4": 0.95,
        "営業担当B1": 1.05, "営業担当B2": 0.97, "営業担当B3": 0.90,
    },
    0.96,
)  # fmt: skip
CLOSING = Team(FIELD_SALES.people, 1.5)  # opportunities and proposals come first: they never queue for long
CUSTOMER_SUCCESS = Team({"CS-01": 1.03, "CS-02": 1.00, "CS-03": 0.99, "CS-04": 0.97}, 0.8)
MARKETING_PEOPLE = ("MK-01", "MK-02", "MK-03")


@dataclass(frozen=True)
class Stage:
    """How a stage is worked: who, how long customers take (median, spread), and how it ends."""

    team: Team | None
    delay: float
    spread: float
    advance: float | None  # None: the source decides
    exits: dict[str, float]  # shares of what does not advance
    back: float = 0.0  # chance of falling back to the stage before
    skip: float = 0.0  # of what advances, the share that jumps over the next stage


STAGES = {
    "lead": Stage(None, 3, 1.0, None, {"recycle": 0.60, "disqualified": 0.40}),
    "mql": Stage(INSIDE_SALES, 3, 0.8, None, {"recycle": 0.62, "disqualified": 0.38}),
    "meeting": Stage(FIELD_SALES, 6, 0.55, None, {"recycle": 0.46, "disqualified": 0.20, "lost": 0.34}, skip=0.05),
    "opportunity": Stage(CLOSING, 9, 0.7, 0.74, {"lost": 0.72, "recycle": 0.28}, back=0.03),
    "proposal": Stage(CLOSING, 13, 0.6, 0.64, {"lost": 0.88, "recycle": 0.12}, back=0.06),
    "onboarding": Stage(CUSTOMER_SUCCESS, 22, 0.45, 0.90, {"churned": 1.0}),
    "adoption": Stage(None, 0, 0.0, 0.86, {"churned": 1.0}),
}
NEXT = dict(zip(STAGES, (*list(STAGES)[1:], "renewed"), strict=True))
BEFORE = {after: stage for stage, after in NEXT.items()}

AT_ONCE = 0.25  # share of MQLs that the lead's score makes within the hour
COMES_BACK = {"lead": (0.14, 70), "mql": (0.16, 60), "deal": (0.18, 80), "lost": (0.05, 120)}  # chance, median days
EARLY_CHURN = 0.05  # ends during its first term
TERMS = {6: 0.45, 12: 0.55}  # months of the first term
# Share of the proposals, and the chance after the sale against the whole.
DEAL_TYPES = {"標準": (0.66, 1.02), "初年度値引き": (0.20, 0.95), "年間一括": (0.14, 1.03)}

PUT_BACK = {  # why: share of those who will come back, share of those who won't
    "時期尚早": (0.42, 0.17),
    "予算未確保": (0.30, 0.18),
    "担当者不在・連絡不通": (0.10, 0.28),
    "情報収集段階": (0.06, 0.27),
    "社内体制の変更": (0.12, 0.10),
}
CALL_AGAIN = {
    "時期尚早": (35, 120),
    "予算未確保": (50, 150),
    "社内体制の変更": (60, 120),
}  # days until then, from and to
KEPT_BEFORE, KEPT_SINCE = 0.93, 0.12  # share of the days agreed on which somebody calls, until and since the programme
REASONS = {
    "recycle": tuple(PUT_BACK),
    "disqualified": ("対象業種外", "学生・個人", "競合・同業", "規模対象外", "重複・誤登録"),
    "lost": ("競合に決定", "価格が合わない", "予算凍結", "現状維持", "機能不足", "決裁者の合意を得られず"),
    "churned": ("利用が定着せず", "費用対効果", "他社へ乗り換え", "担当者の異動", "事業の縮小"),
}


@dataclass
class Event:
    """A stage entry, or a way out, as it happened."""

    stage: str
    at: datetime
    owner: str
    reason: str = ""
    deal: int = 0  # which of the journey's deals it belongs to; 0: none
    came_from: str = ""
    comes_back: bool = False  # of a way out: whether the prospect will come back, in time or after the last day


@dataclass
class Journey:
    """One prospect's way, with all that the two systems will know of it."""

    number: int
    source: Source
    segment: str
    industry: str
    prefecture: str
    amount: int
    quality: float  # what nobody records: how well the prospect fits
    has_lead: bool = True
    is_owner: str = ""
    fs_owners: list[str] = field(default_factory=list)  # one a deal
    cs_owner: str = ""
    deal_type: str = ""
    term: int = 12
    contract_from: date | None = None
    events: list[Event] = field(default_factory=list)

    @property
    def contract_start(self) -> date:
        """The day the contract begins, of a journey that has signed one."""
        assert self.contract_from is not None
        return self.contract_from

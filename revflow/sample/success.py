"""What the customer-success tool exports: one row a contract, one date column a stage, days only."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from revflow.sample import days, names
from revflow.sample.company import Event, Journey
from revflow.sample.sfa import deal_id
from revflow.sample.simulation import end_of_term
from revflow.sample.tables import Column, Table, day


@dataclass
class Contract:
    journey: Journey
    number: int
    signed: Event
    later: dict[str, Event]
    health: str

    @property
    def starts(self) -> date:
        return self.journey.contract_start

    def on(self, stage: str) -> str:
        return day(self.later[stage].at) if stage in self.later else ""


def contracts_of(journeys: list[Journey], seed: int) -> list[Contract]:
    """Signed contracts whose start has come; what is signed in the last days is not yet in the tool."""
    random = Random(f"{seed}/contracts")
    found = []
    for journey in journeys:
        signed = next((event for event in journey.events if event.stage == "onboarding"), None)
        if signed and journey.contract_start <= days.LAST_DAY:
            later = {event.stage: event for event in journey.events if event.at > signed.at}
            found.append(Contract(journey, 0, signed, later, random.choice(("良好", "良好", "注意", "要対応"))))
    found.sort(key=lambda contract: (contract.starts, contract.journey.number))
    for number, contract in enumerate(found, start=1):
        contract.number = number
    return found


def plan(amount: int) -> str:
    return "ライト" if amount < 700_000 else "スタンダード" if amount < 2_400_000 else "エンタープライズ"


CONTRACTS = (
    Column("契約番号", "Number of the contract, with leading zeros", "contract id", lambda one: f"C-{one.number:05d}"),
    Column(
        "商談ID",
        "The SFA's deal that was signed",
        "joins the contract to its deal",
        lambda one: deal_id(one.journey, one.signed.deal),
    ),
    Column(
        "顧客名", "Name of the customer's firm (invented)", "company", lambda one: names.company(one.journey.number)
    ),
    Column("プラン", "Plan", value=lambda one: plan(one.journey.amount)),
    Column("契約期間(か月)", "First term in months", value=lambda one: str(one.journey.term)),
    Column("契約満了日", "End of the first term", value=lambda one: day(end_of_term(one.journey) - timedelta(days=1))),
    Column("月額(税抜)", "Fee a month in yen, without tax", value=lambda one: str(one.journey.amount // 12)),
    Column(
        "オンボーディング開始日",
        "Day the onboarding began, some days after signing",
        "stage onboarding",
        lambda one: day(one.starts),
    ),
    Column(
        "活用開始日", "Day the customer was judged to be using it", "stage adoption", lambda one: one.on("adoption")
    ),
    Column("更新日", "Day it was renewed", "stage renewed", lambda one: one.on("renewed")),
    Column("解約日", "Day it ended", "exit churned", lambda one: one.on("churned")),
    Column(
        "解約理由",
        "Why it ended",
        "reason of churned",
        lambda one: one.later["churned"].reason if "churned" in one.later else "",
    ),
    Column("CS担当", "Customer-success person", "cs_owner; owner of the stages", lambda one: one.journey.cs_owner),
    Column("ヘルススコア", "Health on the day of the export, judged by feel", value=lambda one: one.health),
)


def table(found: list[Contract]) -> Table:
    return Table(
        "契約.csv",
        "契約",
        "Contracts",
        written_by="customer-success tool",
        columns=CONTRACTS,
        encoding="utf-8-sig",
        line_end="\n",
        quoted=False,
        one_row="one contract",
    ).fill(found)

"""What exports of many systems look like: headers and labels of a process, and of lists that hold none. Rows are drawn.

A shape of a process: file -> (role, header); the columns are named by what stands in them, so that truth is known.
"""

import datetime as dt
import random

# label lists: the way in order, then lost
WAYS = {
    "en": (("New", "Contacted", "Qualified", "Proposal sent", "Negotiation", "Won"), "Lost"),
    "ja": (("新規", "アプローチ", "ヒアリング", "提案", "交渉", "受注"), "失注"),
    "es": (("Nuevo", "Contactado", "Cualificado", "Propuesta", "Negociación", "Ganada"), "Perdida"),
    "de": (("Neu", "Erstkontakt", "Qualifiziert", "Angebot", "Verhandlung", "Gewonnen"), "Verloren"),
    "fr": (("Nouveau", "Prise de contact", "Qualifié", "Devis envoyé", "Négociation", "Gagnée"), "Perdue"),
    "pt": (("Novo", "Contato", "Qualificado", "Proposta", "Negociação", "Ganho"), "Perdido"),
    "ru": (("Новая", "Контакт", "Квалификация", "Предложение", "Переговоры", "Успешно"), "Проиграна"),
    "hire": (("Applied", "Phone screen", "Interview", "Offer", "Hired"), "Rejected"),
}
# name -> (language, shape, {what: header}); shapes: history, change, interval, log, snapshot, since, dates
PROCESSES = {
    "tracker-issues": ("en", "change", {"file": "deal_changes", "id": "Deal ID", "before": "From Stage", "stage": "To Stage", "at": "Changed On", "who": "Changed By"}),
    "crm-audit": ("en", "change", {"file": "audit", "id": "opp_id", "before": "previous_phase", "stage": "new_phase", "at": "modified_time", "who": "user"}),
    "funnel-intervals": ("en", "interval", {"file": "pipeline", "id": "opportunity", "stage": "stage name", "at": "Entry date", "left": "Exit date"}),
    "jp-history": ("ja", "history", {"file": "フェーズ履歴", "id": "案件番号", "stage": "フェーズ", "at": "変更日", "who": "担当者"}),
    "jp-change": ("ja", "change", {"file": "案件履歴", "id": "商談ID", "before": "変更前ステージ", "stage": "変更後ステージ", "at": "変更日時"}),
    "jp-snapshot": ("ja", "snapshot", {"file": "案件一覧", "id": "案件No", "stage": "進捗", "created": "登録日", "closed": "完了日", "amount": "見積金額"}),
    "jp-dates": ("ja", "dates", {"file": "商談管理", "id": "商談番号", "suffix": "日"}),
    "es-history": ("es", "history", {"file": "historial", "id": "ID de oportunidad", "stage": "Etapa", "at": "Fecha de cambio"}),
    "es-snapshot": ("es", "snapshot", {"file": "negocios", "id": "Código", "stage": "Fase", "created": "Fecha de alta", "closed": "Fecha de cierre", "amount": "Importe"}),
    "de-snapshot": ("de", "snapshot", {"file": "Verkaufschancen", "id": "Nr.", "stage": "Phase", "created": "Angelegt am", "closed": "Geschlossen am", "amount": "Umsatz"}),
    "de-since": ("de", "since", {"file": "chancen", "id": "Chancennummer", "stage": "Vertriebsstufe", "at": "In Stufe seit", "created": "Erstelldatum"}),
    "fr-history": ("fr", "history", {"file": "historique", "id": "N° affaire", "stage": "Étape", "at": "Date de changement"}),
    "fr-snapshot": ("fr", "snapshot", {"file": "affaires", "id": "Référence", "stage": "Statut", "created": "Créé le", "closed": "Date de clôture", "amount": "Montant"}),
    "pt-snapshot": ("pt", "snapshot", {"file": "oportunidades", "id": "id", "stage": "estágio", "created": "data de criação", "closed": "data de fechamento", "amount": "valor"}),
    "ru-change": ("ru", "change", {"file": "история", "id": "ID сделки", "before": "Предыдущий этап", "stage": "Новый этап", "at": "Дата изменения"}),
    "ru-snapshot": ("ru", "snapshot", {"file": "сделки", "id": "Номер", "stage": "Стадия", "created": "Дата создания", "closed": "Дата закрытия", "amount": "Сумма"}),
    "hiring-log": ("hire", "history", {"file": "pipeline_events", "id": "application_id", "stage": "step", "at": "timestamp"}),
    "hiring-snapshot": ("hire", "snapshot", {"file": "applicants", "id": "Application No", "stage": "Status", "created": "Applied on", "closed": "Decision date"}),
    "sheet-dates": ("en", "dates", {"file": "leads", "id": "Lead", "suffix": " date"}),
    "camel-case": ("en", "history", {"file": "DealStageHistory", "id": "dealId", "stage": "dealStage", "at": "stageEnteredAt"}),
    "board-moves": ("en", "change", {"file": "card_moves", "id": "Deal", "before": "Old status", "stage": "New status", "at": "Moved at"}),
    "snapshot-weak": ("en", "snapshot", {"file": "opportunities", "id": "Ref", "stage": "State", "created": "Opened", "closed": "Closed", "amount": "Budget"}),
    "month-names": ("en", "history", {"file": "stages", "id": "Deal No", "stage": "Stage", "at": "Date", "form": "%d %b %Y"}),
    "event-names": ("en", "history", {"file": "events", "id": "prospect_id", "stage": "status", "at": "status_date"}),
}  # fmt: skip
# Lists that hold no process of this kind: file -> header with examples of what stands under it.
NONE = {
    "invoices": "invoice_no:N,customer_id:C,invoice_date:D,due_date:D,amount:A,status:Paid|Open|Overdue",
    "orders": "order_id:N,customer_id:C,order_date:D,ship_date:D,status:Shipped|Pending|Cancelled,total:A",
    "products": "sku:N,product name:T,category:Tools|Parts|Food,price:A,status:Active|Discontinued,created_at:D",
    "employees": "employee_id:N,name:T,department:HR|IT|Sales,hire_date:D,status:Active|On leave|Left",
    "customers": "customer_id:N,company:T,segment:SMB|Enterprise,signup_date:D,status:Active|Inactive|Lead",
    "tickets": "ticket_id:N,subject:T,priority:High|Low,status:Open|Closed|Pending,created_at:D,closed_at:D",
    "payments": "payment_id:N,invoice_id:C,method:Card|Cash|Wire,amount:A,paid_at:D,state:Settled|Failed",
    "inventory": "item_no:N,warehouse:Tokyo|Osaka,quantity:A,last_counted:D",
    "stock prices": "date:D,open:A,high:A,low:A,close:A,volume:A",
    "weather": "station:N,date:D,temperature:A,condition:Rain|Sun|Snow",
    "web sessions": "session_id:N,user_id:C,started_at:D,ended_at:D,channel:Organic|Paid",
    "page views": "view_id:N,user_id:C,page:Home|Price|Docs,viewed_at:D",
    "projects": "project_id:N,name:T,start_date:D,end_date:D,status:Planned|Running|Done",
    "tasks": "task_id:N,assignee:A1|B2,due_date:D,status:Todo|Doing|Done",
    "shipments": "shipment_id:N,order_id:C,carrier:X|Y,shipped_at:D,delivered_at:D,status:In transit|Delivered",
    "bookings": "booking_ref:N,guest:T,check_in:D,check_out:D,status:Confirmed|Cancelled",
    "expenses": "expense_id:N,employee_id:C,date:D,category:Travel|Meals,amount:A,status:Approved|Rejected",
    "users": "user_id:N,email:T,role:Admin|User,created_at:D,last_login:D,state:Active|Blocked",
    "surveys": "response_id:N,respondent_id:C,submitted_at:D,score:A,answer:Yes|No|Maybe",
    "campaigns": "campaign_id:N,name:T,channel:Mail|Web,start_date:D,end_date:D,budget:A,status:Live|Ended",
    "machines": "machine_id:N,reading_at:D,temperature:A,alarm:None|High|Low",
    "transactions": "transaction_id:N,account_id:C,booked_on:D,amount:A,type:Debit|Credit",
    "issues": "issue_key:N,summary:T,reporter:A|B,created:D,resolved:D,status:Open|In Progress|Resolved",
    "請求一覧": "請求番号:N,取引先:T,請求日:D,入金日:D,金額:A,状態:入金済|未入金",
    "社員名簿": "社員番号:N,氏名:T,部署:営業|総務,入社日:D,状況:在籍|退職",
    "在庫表": "品番:N,商品名:T,数量:A,更新日:D,区分:A|B",
    "facturas": "factura:N,cliente:T,fecha:D,vencimiento:D,importe:A,estado:Pagada|Pendiente",
    "Rechnungen": "Rechnungsnummer:N,Kunde:T,Datum:D,Betrag:A,Status:Bezahlt|Offen",
    "budget": "month:D,department:Sales|IT,planned:A,actual:A",
    "visits": "visit_id:N,patient_id:C,visit_date:D,diagnosis:A|B|C,outcome:Better|Same|Worse",
}  # fmt: skip
FIRST = dt.date(2025, 1, 6)


def ways_of(language: str, seed: int, number: int = 150) -> dict[str, list[tuple[str, dt.date]]]:
    """Record -> (label, day) of what it came into."""
    draw = random.Random(f"{seed}/{language}")
    way, lost = WAYS[language]
    found = {}
    for n in range(number):
        day = FIRST + dt.timedelta(days=draw.randrange(300))
        steps = [(way[0], day)]
        for label in way[1:]:
            day += dt.timedelta(days=draw.randrange(2, 20))
            if draw.random() < 0.25:
                steps.append((lost, day))
                break
            steps.append((label, day))
        if draw.random() < 0.2:
            steps = steps[: draw.randrange(1, len(steps) + 1)]
        found[f"R{1000 + n}"] = steps
    return found


def process_file(name: str, seed: int = 1) -> tuple[str, list[list[str]], dict[str, int]]:
    """(file, rows with the header first, entries by label as the file tells them)."""
    language, shape, h = PROCESSES[name]
    ways, (way, lost) = ways_of(language, seed), WAYS[language]
    form, ends = h.get("form", "%Y-%m-%d"), {way[-1], lost}
    rows: list[list[str]] = []
    steps = [(key, n, label, day) for key, found in ways.items() for n, (label, day) in enumerate(found)]
    if shape in ("history", "change", "interval", "log"):
        header = [h[key] for key in ("id", "before", "stage", "at", "left", "who") if key in h]
        for key, n, label, day in sorted(steps, key=lambda step: (step[3], step[0], step[1])):
            following = ways[key][n + 1][1] if n + 1 < len(ways[key]) else None
            cells = {"id": key, "before": ways[key][n - 1][0] if n else "", "stage": label, "at": day.strftime(form),
                     "left": str(following or ""), "who": "U1"}  # fmt: skip
            rows.append([cells[what] for what in ("id", "before", "stage", "at", "left", "who") if what in h])
        return f"{h['file']}.csv", [header, *rows], _count(label for _, _, label, _ in steps)
    if shape == "dates":
        labels = [*way, lost]
        header = [h["id"], *(label + h["suffix"] for label in labels)]
        rows = [[key, *(str(dict(found).get(label, "")) for label in labels)] for key, found in ways.items()]
        return f"{h['file']}.csv", [header, *rows], _count(label for _, _, label, _ in steps)
    header = [h[key] for key in ("id", "stage", "created", "closed", "at", "amount") if key in h]
    for key, found in ways.items():
        label, day = found[-1]
        cells = {"id": key, "stage": label, "created": str(found[0][1]), "closed": str(day) if label in ends else "",
                 "at": str(day), "amount": str(1000 + int(key[1:]))}  # fmt: skip
        rows.append([cells[what] for what in ("id", "stage", "created", "closed", "at", "amount") if what in h])
    return f"{h['file']}.csv", [header, *rows], _count(found[-1][0] for found in ways.values())


def other_file(name: str, seed: int = 1, number: int = 120) -> tuple[str, list[list[str]]]:
    """(file, rows with the header first) of a list that holds no process."""
    draw = random.Random(f"{seed}/{name}")
    columns = [part.rsplit(":", 1) for part in NONE[name].split(",")]
    rows = [[_cell(kind, n, draw) for _, kind in columns] for n in range(number)]
    return f"{name}.csv", [[title for title, _ in columns], *rows]


def _cell(kind: str, n: int, draw: random.Random) -> str:
    if kind == "N":
        return f"K{10_000 + n}"
    if kind == "D":
        return str(FIRST + dt.timedelta(days=draw.randrange(500)))
    if kind in ("A", "C"):
        return str(draw.randrange(100, 9_999)) if kind == "A" else f"C{draw.randrange(100, 160)}"
    return draw.choice(kind.split("|")) if "|" in kind else f"Text {draw.randrange(10**6)}"


def _count(labels) -> dict[str, int]:
    found: dict[str, int] = {}
    for label in labels:
        found[label] = found.get(label, 0) + 1
    return found

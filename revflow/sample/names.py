"""Invented names. Each says by its words or its number that it stands for nobody."""

_FIRST = ("サンプル", "架空", "見本", "仮想", "例示", "モデル", "テスト", "ダミー")
_KIND = ("商事", "製作所", "システムズ", "物流", "建設", "食品", "サービス", "販売", "工業", "企画")
_FAMILY = ("見本", "架空", "例示", "仮名")
_GIVEN = ("太郎", "花子", "一郎", "次郎", "三子")


def company(number: int) -> str:
    """The prospect's firm: サンプル商事0123."""
    return f"{_FIRST[number % len(_FIRST)]}{_KIND[number // 3 % len(_KIND)]}{number:04d}"


def person(number: int) -> str:
    """Whom one talks to there: 見本 太郎0123."""
    return f"{_FAMILY[number % len(_FAMILY)]} {_GIVEN[number // 7 % len(_GIVEN)]}{number:04d}"


def mail(number: int) -> str:
    return f"contact{number:04d}@example.invalid"


def phone(number: int) -> str:
    return f"000-0000-{number % 10_000:04d}"

"""How a currency is written, and the code that is meant."""

SIGNS = {"¥": "JPY", "￥": "JPY", "円": "JPY", "$": "USD", "€": "EUR", "£": "GBP"}
WRITTEN = {
    "日本円": "JPY",
    "yen": "JPY",
    "us$": "USD",
    "米ドル": "USD",
    "ドル": "USD",
    "ユーロ": "EUR",
    "ポンド": "GBP",
}


def code_of(text: str | None) -> str | None:
    """The code of a currency that is written as a sign, a word or a code."""
    if not text:
        return None
    text = text.strip()
    return SIGNS.get(text) or WRITTEN.get(text.lower()) or text.upper()

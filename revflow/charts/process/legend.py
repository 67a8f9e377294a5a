"""What depth of colour and width of line mean."""

from revflow.charts.process.measures import in_lines, text_width
from revflow.charts.process.picture import Picture
from revflow.charts.process.shapes import n, path, rect, words
from revflow.insight.process import AGE_BANDS
from revflow.texts import say

WIDTH_SMALL = 360.0  # of the picture from top to bottom


def key_width(picture: Picture, stock: bool) -> float:
    """How wide the key is on one line."""
    language, width = picture.language, 0.0
    if stock:
        bands = [b for n, b in enumerate(AGE_BANDS) if n or any(s.ages[0] for s in picture.stations)]
        labels = [say(language, f"age.{band[2:]}") for band in bands]
        width = text_width(say(language, "picture.key-age"), 12.5) + 22
        width += sum(33 + text_width(label, 12.5) for label in labels)
    return width + (29 + text_width(picture.flow_label, 12.5) if picture.flow_label else 0)


def key(picture: Picture, x: float, y: float, *, stock: bool, lines: bool = False) -> str:
    """What depth of colour and width of line mean."""
    parts, language = [], picture.language
    if stock:
        head = say(language, "picture.key-age")
        parts.append(words(x, y, head, 12.5, "muted", "start"))
        x_band = x + text_width(head, 12.5) + 12
        for number, band in enumerate(AGE_BANDS):
            if not any(station.ages[number] for station in picture.stations) and not number:
                continue
            label = say(language, f"age.{band[2:]}")
            parts.append(rect(x_band, y - 10, 12, 12, f"age{number} edged"))
            parts.append(words(x_band + 17, y, label, 12.5, "muted", "start"))
            x_band += 17 + text_width(label, 12.5) + 16
        x, y = (x, y + 20) if lines else (x_band + 10, y)
    if picture.flow_label:
        parts.append(path(f"M{n(x)},{n(y - 7)}h22v6h-22z", "flow"))
        for index, text in enumerate(
            in_lines(picture.flow_label, 12.5, WIDTH_SMALL - 44) if lines else [picture.flow_label]
        ):
            parts.append(words(x + 29, y + 17 * index, text, 12.5, "muted", "start"))
    return "".join(parts)

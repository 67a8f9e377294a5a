"""Text of a file comes into SQL by one way, and a connection that reads files has no other way out."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "revflow").rglob("*.py"))
SQL = re.compile(
    r"\b(select|insert into|update|delete from|create (or replace )?(temp )?(table|view)|drop table|alter table|attach|describe|"
    r"case (when|lower|\{)|coalesce\(|try_cast\(|regexp_\w+\(|read_csv\(|read_parquet\(|timezone\(|count\(|nullif\(|"
    r"contains\(|with |where |join |in \()"
)
# What people wrote, as the parts of a plan and a model hold it: never put into a statement as it stands.
WRITTEN = {
    "id", "stage", "at", "owner", "reason", "row_id", "timezone", "delimiter", "encoding", "sheet", "name", "header", "file",
    "record", "currency", "label", "labels", "ja", "en", "nulls", "path", "folder", "text", "value", "values",
}  # fmt: skip
SENTENCES = {"UnusableInput", "ArgumentTypeError", "print"}
CONSTANT = re.compile(r"[A-Z][A-Z0-9_]*")


def holes(written: ast.JoinedStr):
    """(expression, format, whether it stands within SQL quotes) of every hole of an f-string."""
    before = ""
    for part in written.values:
        if isinstance(part, ast.Constant):
            before += part.value
        else:
            spec = (
                "".join(p.value for p in part.format_spec.values if isinstance(p, ast.Constant))
                if part.format_spec
                else ""
            )
            inside = before.count("'") % 2 == 1 or before.count('"') % 2 == 1
            yield part.value, spec, inside


def is_text_of_a_file(expression: ast.expr, spec: str, inside: bool) -> bool:
    """Whether the hole lets text in that nobody quoted: within quotes only constants of the code, moments and numbers may stand."""
    if spec.startswith("%") or spec == "d":
        return False
    if isinstance(expression, ast.Attribute) and CONSTANT.fullmatch(getattr(expression.value, "id", "")):
        return False
    name = expression.attr if isinstance(expression, ast.Attribute) else getattr(expression, "id", "")
    if CONSTANT.fullmatch(name):
        return False
    if inside:
        return True
    return isinstance(expression, ast.Attribute) and name in WRITTEN


def is_sentence(node: ast.AST) -> bool:
    """Whether it makes a sentence for people: no statement."""
    return isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in SENTENCES


def faults(source: str) -> list[str]:
    found = []
    tree = ast.parse(source)
    spoken = {id(inner) for node in ast.walk(tree) if is_sentence(node) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and id(node) not in spoken:
            said = "".join(part.value if isinstance(part, ast.Constant) else "{" for part in node.values)
            if SQL.search(said):
                found += [
                    f"line {node.lineno}: {ast.unparse(hole)}"
                    for hole, spec, inside in holes(node)
                    if is_text_of_a_file(hole, spec, inside)
                ]
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_statement_takes_text_in_by_another_way(path):
    assert not faults(path.read_text(encoding="utf-8"))


def test_the_lint_sees_what_it_is_for():
    assert faults("""f"select timezone('{zone}', x)" """) == ["line 1: zone"]
    assert faults("""f"select * from read_csv({table.path})" """) == ["line 1: table.path"]
    assert faults("""f'select "{column}" from t' """) == ["line 1: column"]
    assert not faults(
        """f"select timezone({literal(zone)}, x), '{PATTERN}', timestamp '{now:%Y-%m-%d}' from {table}" """
    )

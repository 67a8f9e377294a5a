"""Which statements are let through: exactly one SELECT that reads documented views by their plain names.

What is judged is the tree that DuckDB's own parser makes, so what is judged is what runs: a second parser could be led to see
another statement than the one that is run. Only kinds of nodes that are known here pass; what a later DuckDB adds is refused
until it is looked at.
"""

import json
from collections.abc import Iterator

import duckdb

QUERIES = {"SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE"}
SOURCES = {"BASE_TABLE", "SUBQUERY", "JOIN", "EMPTY", "EXPRESSION_LIST", "TABLE_FUNCTION", "PIVOT"}
MODIFIERS = {"ORDER_MODIFIER", "LIMIT_MODIFIER", "LIMIT_PERCENT_MODIFIER", "DISTINCT_MODIFIER"}
TABLE_FUNCTIONS = {"unnest", "range", "generate_series"}
REFUSED_FUNCTIONS = {
    "current_setting", "getenv", "getvariable", "nextval", "currval", "txid_current", "current_query", "version",
    "current_database", "current_schema", "current_schemas", "current_catalog", "in_search_path", "write_log", "set_config",
    "query", "query_table", "which_secret", "glob", "sniff_csv", "file_exists", "current_connection_id",
    "current_query_id", "current_transaction_id", "sleep", "sleep_ms", "user", "current_user", "session_user", "add_parquet_key",
    "enable_logging", "enable_profile", "enable_profiling", "force_checkpoint", "checkpoint", "obj_description",
}  # fmt: skip
REFUSED_BEGINNINGS = (
    "duckdb_",
    "pragma_",
    "pg_",
    "has_",
    "read_",
    "parquet_",
    "from_substrait",
    "json_execute",
    "storage_",
)
CATALOGUES = ("duckdb_", "pragma_", "pg_", "sqlite_", "information_schema")


class Refused(Exception):
    """Not let through; `key` and `values` make the sentence, in the group 'sql' of the message files."""

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(key)
        self.key, self.values = key, values


def single_select(con: duckdb.DuckDBPyConnection, text: str, documented: frozenset[str]) -> str:
    """The statement without its end mark, where it may run; raises Refused."""
    try:
        statements = con.extract_statements(text)
    except duckdb.Error as fault:
        raise Refused("not-read", message=first_line(fault)) from fault
    if not statements:
        raise Refused("nothing")
    if len(statements) > 1:
        raise Refused("several", count=str(len(statements)))
    statement = statements[0]
    kind = statement.type.name
    if kind != "SELECT":
        raise Refused("not-select", kind=kind.replace("MULTI", "PIVOT"))
    (serialised,) = con.execute("select json_serialize_sql(?)", [statement.query]).fetchall()[0]
    tree = json.loads(serialised)
    if tree.get("error") or len(tree.get("statements", ())) != 1:
        raise Refused("not-select", kind=kind)
    check(tree["statements"][0]["node"], documented)
    return statement.query


def check(tree, documented: frozenset[str]) -> None:
    """Raises Refused for the first thing in the tree that may not be there."""
    known = documented | named_parts(tree)
    for node in nodes_of(tree):
        _check_node(node, known)


def nodes_of(tree: object) -> Iterator[dict]:
    """Every object of the tree, without recursion: it may be deep."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)


def named_parts(tree) -> frozenset[str]:
    """The names that the statement itself gives to its parts (WITH), in small letters."""
    names = set()
    for node in nodes_of(tree):
        for part in (node.get("cte_map") or {}).get("map", []):
            name = str(part["key"]).lower()
            if name.startswith(CATALOGUES):
                raise Refused("catalogue", name=name)
            names.add(name)
        if str(node.get("type")) in {"CTE_NODE", "RECURSIVE_CTE_NODE"}:
            names.add(str(node.get("cte_name", "")).lower())
    return frozenset(names)


def _check_node(node: dict, known: frozenset[str]) -> None:
    kind = node.get("type")
    if not isinstance(kind, str) or "null_order" in node:  # how a value is ordered is no node
        return
    if node.get("class") == "FUNCTION" or "function_name" in node:
        _check_function(node)
    if "class" in node:
        if kind == "VALUE_PARAMETER":
            raise Refused("parameter")
        return
    if kind == "BASE_TABLE":
        _check_table(node, known)
    elif kind == "TABLE_FUNCTION":
        name = str(node["function"].get("function_name", "")).lower()
        if name not in TABLE_FUNCTIONS:
            raise Refused("table-function", name=name)
    elif kind == "SHOW_REF":
        raise Refused("catalogue", name="describe / show / summarize")
    elif kind not in QUERIES | SOURCES | MODIFIERS:
        raise Refused("not-known", kind=kind.lower())


def _check_table(node: dict, known: frozenset[str]) -> None:
    name = str(node.get("table_name", ""))
    if node.get("schema_name") or node.get("catalog_name"):
        parts = [node.get("catalog_name"), node.get("schema_name"), name]
        raise Refused("qualified", name=".".join(part for part in parts if part))
    if name.lower().startswith(CATALOGUES):
        raise Refused("catalogue", name=name)
    if name.lower() not in known:
        raise Refused("no-view", name=name)


def _check_function(node: dict) -> None:
    name = str(node.get("function_name", "")).lower()
    if name in REFUSED_FUNCTIONS or name.startswith(REFUSED_BEGINNINGS):
        raise Refused("function", name=name)
    if node.get("schema") or node.get("catalog"):
        raise Refused("qualified", name=f"{node.get('schema')}.{name}")


def first_line(fault: Exception) -> str:
    """What DuckDB says, without the statement that it repeats."""
    return str(fault).split("\n\n")[0].replace("\n", " ").strip()[:400]

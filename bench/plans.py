"""Says which tables the database reads from end to end: `python -m bench.plans`.

Standard input is `{"tag": slug, "questions": {question: path}}`; `{slug}` in a path stands for an article with the tag.
Standard output is a JSON list of `[question, number of statements, [what is scanned, …]]`.
"""

import json
import re
import sys
from http import HTTPStatus
from typing import Any

import django
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

_TABLE = re.compile(r'(?:FROM|JOIN) "?(\w+_\w+)"?(?: (?:AS )?"?(\w+)"?)?')
_SQLITE_SCAN = re.compile(r"^SCAN (\w+)(?! VIRTUAL TABLE)(?: USING (?:COVERING )?INDEX (\w+))?")
_AUTOMATIC = re.compile(r"^SEARCH (\w+) USING AUTOMATIC")


def main() -> None:
    """Ask every question once in this process and have its statements explained."""
    django.setup()
    asked = json.load(sys.stdin)
    slug = _get(f"/api/v1/headlines/?limit=1&tag={asked['tag']}").json()["results"][0]["slug"]
    found = []
    for question, pattern in asked["questions"].items():
        statements = statements_of(pattern.format(slug=slug))
        scans = [scan for statement in statements for scan in explained(statement)]
        found.append((question, len(statements), sorted(set(scans))))
    json.dump(found, sys.stdout, ensure_ascii=False)


def statements_of(path: str) -> list[str]:
    """Return the reads that answering a path takes."""
    with CaptureQueriesContext(connection) as captured:
        _get(path)
    return [
        query["sql"]
        for query in captured.captured_queries
        if query["sql"].lstrip().upper().startswith(("SELECT", "WITH"))
    ]


def _get(path: str) -> Any:
    answer = Client(headers={"host": "127.0.0.1"}).get(path)
    if answer.status_code != HTTPStatus.OK:
        raise RuntimeError(f"{path}: {answer.status_code} {answer.content[:300]!r}")
    return answer


def explained(statement: str) -> list[str]:
    """Return what a statement reads from end to end, in words."""
    if connection.vendor == "postgresql":
        return postgres_scans(
            _explain(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}")[0][0][0]["Plan"]
        )
    lines = [row[3] for row in _explain(f"EXPLAIN QUERY PLAN {statement}")]
    return sqlite_scans(lines, statement)


def _explain(statement: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


def postgres_scans(plan: dict[str, Any]) -> list[str]:
    """Return the sequential scans in a plan, with the rows that each one threw away."""
    found = []
    if plan["Node Type"] == "Seq Scan":
        dropped = plan.get("Rows Removed by Filter", 0)
        rows = plan["Actual Rows"] + dropped
        found.append(f"{plan['Relation Name']} ({rows:,.0f} rows)")
    return found + [scan for part in plan.get("Plans", ()) for scan in postgres_scans(part)]


def sqlite_scans(lines: list[str], statement: str) -> list[str]:
    """Return the tables that the lines of an EXPLAIN QUERY PLAN say are read whole, to search or to index them."""
    tables = {alias or table: table for table, alias in _TABLE.findall(statement)}
    tables |= {table: table for table in tables.values()}
    found = [
        match[1] for line in lines if (match := _SQLITE_SCAN.match(line) or _AUTOMATIC.match(line))
    ]
    return [tables[name] for name in found if name in tables]


if __name__ == "__main__":
    main()

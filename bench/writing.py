"""What a written article costs: pushed one by one and in bulk, beside a plain ModelViewSet that creates."""

import http.client
import re
import time
import uuid
from collections.abc import Iterator
from typing import Any, NamedTuple

import orjson

from bench.databases import Databases, output_of
from bench.servers import HOST, PLAIN_DRF, STANDFIRST, Server, running

BULK = 500
_FIGURES = re.compile(r"<figure.*?</figure>", re.DOTALL)
_PUSH = "/api/v1/manage/articles/by-external-id/bench/{name}/"
_MAKE_KEY = ["django", "create_api_key", "--name", "Bench", "--scopes", "articles:write"]
_MAKE_TOKEN = ["django", "make_token"]

Document = dict[str, Any]


class Rate(NamedTuple):
    """A way of writing: articles a second over one connection, and the server's processor time for each."""

    name: str
    per_second: float
    processor_ms: float


class Round(NamedTuple):
    """What some articles cost."""

    articles: int
    seconds: float
    processor_seconds: float


def measure_writing(databases: Databases, *, articles: int, rounds: int) -> list[Rate]:
    """Return what an article costs, the best of several rounds in turns: plain creates, pushes, pushes in bulk."""
    key = output_of(databases, STANDFIRST, _MAKE_KEY)
    token = output_of(databases, PLAIN_DRF, _MAKE_TOKEN)
    with (
        running(
            STANDFIRST, databases.environment(STANDFIRST), "/api/v1/headlines/?limit=1"
        ) as ours,
        running(PLAIN_DRF, databases.environment(PLAIN_DRF), "/api/headlines/?limit=1") as theirs,
    ):
        samples = _samples(ours)
        ways = {
            "plain DRF, ModelViewSet": lambda: _create(theirs, samples, token, articles),
            "pushed one by one": lambda: _push(ours, samples, key, articles),
            f"pushed in bulk, {BULK} at once": lambda: _push_in_bulk(ours, samples, key),
        }
        for way in ways.values():
            way()  # Warm up.
        found: dict[str, list[Round]] = {name: [] for name in ways}
        for _round in range(rounds):
            for name, way in ways.items():
                found[name].append(way())
    return [_rate(name, several) for name, several in found.items()]


def _rate(name: str, rounds: list[Round]) -> Rate:
    return Rate(
        name,
        max(one.articles / one.seconds for one in rounds),
        min(1000 * one.processor_seconds / one.articles for one in rounds),
    )


def _samples(server: Server) -> list[Document]:
    """Return articles as the public API answers them, bodies without their pictures."""
    connection = http.client.HTTPConnection(HOST, server.port, timeout=60)
    connection.request("GET", "/api/v1/articles/?limit=100&body=html")
    page = orjson.loads(connection.getresponse().read())
    connection.close()
    found: list[Document] = page["results"]
    for one in found:
        one["body"] = re.sub(r"</?span[^>]*>", "", _FIGURES.sub("", one["body"] or ""))
    return found


def _push(server: Server, samples: list[Document], key: str, count: int) -> Round:
    def requests() -> Iterator[tuple[str, str, bytes]]:
        for number, name in _names(count):
            yield "PUT", _PUSH.format(name=name), orjson.dumps(_pushed(samples, number))

    return _sent(server, requests(), f"Bearer {key}", count)


def _push_in_bulk(server: Server, samples: list[Document], key: str) -> Round:
    operations = [
        {
            "op": "upsert",
            "source": "bench",
            "external_id": name,
            "document": _pushed(samples, number),
        }
        for number, name in _names(BULK)
    ]
    body = orjson.dumps({"operations": operations})
    return _sent(server, iter([("POST", "/api/v1/manage/bulk/", body)]), f"Bearer {key}", BULK)


def _create(server: Server, samples: list[Document], token: str, count: int) -> Round:
    def requests() -> Iterator[tuple[str, str, bytes]]:
        for number, name in _names(count):
            yield "POST", "/api/writing/", orjson.dumps(_created(samples, number, name))

    return _sent(server, requests(), f"Token {token}", count)


def _names(count: int) -> Iterator[tuple[int, str]]:
    """Yield numbers with names that nobody has used before."""
    for number in range(count):
        yield number, uuid.uuid4().hex


def _sent(
    server: Server, requests: Iterator[tuple[str, str, bytes]], authorization: str, articles: int
) -> Round:
    headers = {"Authorization": authorization, "Content-Type": "application/json"}
    prepared = list(requests)
    connection = http.client.HTTPConnection(HOST, server.port, timeout=120)
    try:
        connection.connect()
        before, began = server.processor_seconds(), time.perf_counter()
        for method, path, body in prepared:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            said = answer.read()
            if answer.status not in {200, 201} or b'"refused":0' not in said + b'"refused":0':
                raise RuntimeError(f"{path}: {answer.status} {said[:500].decode()}")
        return Round(articles, time.perf_counter() - began, server.processor_seconds() - before)
    finally:
        connection.close()


_SAME = ("kind", "language", "urgency", "ai_use")
_TEXTS = ("kicker", "headline", "standfirst", "body")


def _said(one: Document) -> Document:
    """Return what both sides are sent alike."""
    return {name: one[name] for name in _SAME} | {name: one[name] or "" for name in _TEXTS}


def _pushed(samples: list[Document], number: int) -> Document:
    one = samples[number % len(samples)]
    return _said(one) | {
        "tags": [tag["id"] for tag in one["tags"]],
        "section": one["section"] and one["section"]["id"],
        "contributors": [{"tag": who["id"], "role": who["role"]} for who in one["contributors"]],
        "lead_image": one["lead_image"] and {"image": one["lead_image"]["id"]},
        "citations": [
            {"source": source["id"], "role": source["role"], "url": source["url"] or ""}
            for source in one["sources"]
        ],
    }


def _created(samples: list[Document], number: int, name: str) -> Document:
    one = samples[number % len(samples)]
    moments = {at: one[at] for at in ("published_at", "first_published_at", "updated_at")}
    return (
        _said(one)
        | moments
        | {
            "slug": name,
            "tags": [tag["id"] for tag in one["tags"]],
            "section": one["section"] and one["section"]["id"],
            "credits": [
                {"contributor": who["id"], "role": who["role"]} for who in one["contributors"]
            ],
            "lead_image": one["lead_image"] and one["lead_image"]["id"],
            "citations": [
                {"source": source["id"], "role": source["role"], "url": source["url"] or ""}
                for source in one["sources"]
            ],
        }
    )


def writing_table_rows(rates: list[Rate]) -> list[list[str]]:
    """Return the table's rows: each way beside the plain one."""
    plain = rates[0].per_second
    targets = ["", "1", "5"]
    rows = [["", "articles a second", "times plain DRF", "target", "CPU per article"]]
    for rate, target in zip(rates, targets, strict=True):
        times = rate.per_second / plain
        verdict = f"{target} {'met' if times >= float(target) else 'MISSED'}" if target else ""
        rows.append(
            [
                rate.name,
                f"{rate.per_second:,.0f}",
                f"{times:.1f}",
                verdict,
                f"{rate.processor_ms:.2f} ms",
            ]
        )
    return rows

"""Requests to every public address with every parameter, and answers that can be compared to the byte."""

import random
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.test import Client
from django.utils.http import http_date

from articles.models import Slug, SourceAlias, TagAlias
from media.models import Image
from tests.contract import public_reads
from tests.media.pictures import path_of
from tests.secrecy.fixed import BEGINNING
from tests.secrecy.hidden import Hidden
from tests.secrecy.newsroom import Public

API = "/api/v1"
LABELS = ("tag", "section", "source", "contributor", "parent")
WORDS = ["harbour", "ice", "ferry", "ship", "паром", "Orda", "Tides", "nothing"]
MOST_OF_A_KIND = 12
BROWSER = (
    Client()
)  # It keeps the handler that loads all middleware; no public answer sets a cookie.


class Request(NamedTuple):
    """A GET of an address, with headers."""

    path: str
    headers: tuple[tuple[str, str], ...] = ()


class Answer(NamedTuple):
    """Everything that a caller gets."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


def ask(request: Request) -> Answer:
    """Return the answer."""
    answer = BROWSER.get(request.path, headers=dict(request.headers))
    assert not BROWSER.cookies
    body = answer.getvalue()
    return Answer(answer.status_code, tuple(sorted(answer.headers.items())), body)


class Asker:
    """Knows what may stand in an address: names of public things, of hidden ones and of nothing."""

    def __init__(self, made: Public, hidden: Hidden, seed: str) -> None:
        self.dice = random.Random(seed)
        self.keys = self._keys(made, hidden)
        self.ids = [str(thing.pk) for thing in made.values()] + self._some(hidden.ids)
        self.words = WORDS + self._some(hidden.words)
        self.cursors: list[str] = ["rubbish"]
        self.etags: list[str] = ['"rubbish"', "*"]
        images = Image.objects.exclude(file="").order_by("pk")
        self.files = [image.file.name for image in images] + [path_of(image) for image in images]

    def requests(self, count: int) -> Iterator[Request]:
        """Yield every address with every parameter alone, then any parameters together, `count` in all at least."""
        number = 0
        for number, request in enumerate(self._each_alone(), start=1):  # noqa: B007 - counted on
            yield request
        for _ in range(max(count - number, count // 4)):
            yield self._any()

    def learn(self, request: Request, answer: Answer) -> Iterator[Request]:
        """Keep the cursors and entity tags of an answer, to be sent back later; at times, yield one at once."""
        headers = dict(answer.headers)
        if "ETag" in headers and self.dice.random() < 0.1:
            yield Request(request.path, (("If-None-Match", headers["ETag"]),))
        if len(self.etags) < 200 and "ETag" in headers:
            self.etags.append(headers["ETag"])
        for part in headers.get("Link", "").split(">"):
            if "cursor=" in part and len(self.cursors) < 200:
                self.cursors.append(part.partition("cursor=")[2])

    def _some(self, words: Collection[str], most: int = MOST_OF_A_KIND) -> list[str]:
        ordered = sorted(words)
        return self.dice.sample(ordered, min(most, len(ordered)))

    def _keys(self, made: Public, hidden: Hidden) -> dict[str, list[str]]:
        """Return what names a thing of each type, present and former names, public and hidden ones."""
        own = [str(thing.pk) for thing in made.values()]
        strangers = [*self._some(hidden.slugs), *self._some(hidden.ids), "nothing", *own]
        tables = {"articles": Slug, "tags": TagAlias, "sources": SourceAlias}
        names = {
            name: list(table._default_manager.values_list("pk", flat=True).order_by("pk"))
            for name, table in tables.items()
        }
        return {name: [*self._public(all_), *strangers] for name, all_ in names.items()} | {
            "images": strangers
        }

    def _public(self, names: list[str]) -> list[str]:
        return [name for name in names if "zqcanary" not in name and len(name) < 36]

    def _each_alone(self) -> Iterator[Request]:
        for template, described_read in public_reads().items():
            for path in self._filled(template):
                yield Request(path)
            path = next(iter(self._filled(template)))
            for parameter in described_read["parameters"]:
                if parameter["in"] == "query":
                    for value in self._values(template, parameter):
                        yield Request(f"{path}?{urlencode({parameter['name']: value})}")
        yield from self._pages()

    def _filled(self, template: str) -> list[str]:
        if "{key}" not in template:
            return [template]
        resource = template.split("/")[3]
        return [template.replace("{key}", key) for key in self.keys[resource]]

    def _values(self, template: str, parameter: dict[str, Any]) -> list[str]:
        """Return values of a parameter, good and bad."""
        name, schema = parameter["name"], parameter["schema"]
        if name in LABELS:
            return self._labels(self.keys["sources" if name == "source" else "tags"])
        if name in {"id", "exclude"}:
            return [*self.ids, ",".join(self.dice.sample(self.ids, 5))]
        if name == "q":
            return [*self.words, " ".join(self.dice.sample(self.words, 2))]
        if name == "cursor":
            return self.cursors
        if name.startswith(("published", "updated")):
            return [
                f"2026-03-01T{hour:02}:{minute:02}:00Z"
                for hour in (5, 6, 7, 8)
                for minute in (0, 30)
            ]
        choices = (
            schema.get("enum")
            or schema.get("items", {}).get("enum")
            or ["1", "3", "100", "0", "true", "false"]
        )
        return [*choices, ",".join(map(str, choices)), "rubbish"]

    def _labels(self, keys: list[str]) -> list[str]:
        some = self.dice.sample(keys, min(2 * MOST_OF_A_KIND, len(keys)))
        return [
            *keys,
            *(f"-{key}" for key in some),
            *(f"{a},{b}" for a, b in zip(some, keys, strict=False)),
        ]

    def _any(self) -> Request:
        """Return a request with some parameters that may or may not fit together."""
        template = self.dice.choice([*public_reads(), f"{API}/headlines/", f"{API}/articles/"])
        described_parameters = [
            one for one in public_reads()[template]["parameters"] if one["in"] == "query"
        ]
        chosen = self.dice.sample(
            described_parameters, min(self.dice.randint(0, 4), len(described_parameters))
        )
        query = [(one["name"], self.dice.choice(self._values(template, one))) for one in chosen]
        path = self.dice.choice(self._filled(template))
        return Request(f"{path}?{urlencode(query)}" if query else path, self._conditions())

    def _conditions(self) -> tuple[tuple[str, str], ...]:
        """Return headers of a caller that holds a copy, sometimes."""
        if self.dice.random() < 0.8:
            return ()
        if self.dice.random() < 0.5:
            return (("If-None-Match", self.dice.choice(self.etags)),)
        at = BEGINNING.timestamp() + self.dice.randint(0, 9_000)
        return (("If-Modified-Since", http_date(at)),)

    def _pages(self) -> Iterator[Request]:
        """Yield the reader's pages and the files."""
        yield from (Request(f"/?language={language}") for language in ("en", "ru", "kk", "de"))
        yield from (Request(f"/articles/{key}/") for key in self.keys["articles"])
        yield from (Request(f"/tags/{key}/") for key in self.keys["tags"])
        yield from (Request(f"/search/?{urlencode({'q': word})}") for word in self.words)
        yield from (
            Request(f"/files/{name}") for name in self._some(self.files, 4 * MOST_OF_A_KIND)
        )
        yield from (Request(path) for path in ("/no-such-page/", f"{API}/nothing/", "/healthz"))

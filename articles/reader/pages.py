"""Turns documents into pages: what every template is given, and the answer's headers."""

from http import HTTPStatus
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from articles.reader.api import Answer, Document
from articles.reader.phrases import phrases, spoken_language
from cms.http.ready import etag, ready_response

HTML = "text/html; charset=utf-8"


class LanguageChoice(NamedTuple):
    """One entry of the language switch; `language` is empty for all of them together."""

    language: str
    name: str
    address: str
    is_current: bool


class Frame(NamedTuple):
    """What surrounds the content of every page: the newsroom's own document and the page's language.

    `asked` is the language that the reader asked for (None: none in particular).
    """

    site: Document
    language: str
    asked: str | None = None

    def context(self) -> dict[str, Any]:
        """Return what `reader/base.html` needs."""
        default = self.site["languages"][0] if self.site else self.language
        return {
            "site": self.site,
            "sections": [
                {**section, "name": in_language(section, self.language)}
                for section in self.site.get("sections", [])
            ],
            "language": self.language,
            "language_asked": self.asked,
            "language_query": f"?{urlencode({'language': self.asked})}" if self.asked else "",
            "spoken": spoken_language(self.language),
            "words": phrases(self.language),
            "home": front_address(self.language, default),
        }


def page_response(
    request: HttpRequest, template: str, frame: Frame, answers: list[Answer], **context: Any
) -> HttpResponse:
    """Return a page with the first answer's caching, filed under the cache tags of all."""
    addresses = [answer.address for answer in answers]
    body = rendered(template, frame, addresses, **context)
    return ready_response(
        request,
        body,
        entity_tag=etag(body),
        caching=answers[0].caching,
        cache_tags=[tag for answer in answers for tag in answer.cache_tags],
        content_type=HTML,
    )


def refusal_page(
    template: str,
    frame: Frame,
    *,
    status: int,
    address: str,
    headers: dict[str, str],
    **context: Any,
) -> HttpResponse:
    """Return a page that says why there is nothing else to show."""
    body = rendered(template, frame, [address], **context)
    headers = {"Cache-Control": "no-store", **headers, "Content-Type": HTML}
    return HttpResponse(body, status=HTTPStatus(status), headers=headers)


def rendered(template: str, frame: Frame, addresses: list[str], **context: Any) -> bytes:
    """Return a page's bytes; no context processor runs, so a page never depends on who reads it."""
    return render_to_string(
        f"reader/{template}", {**frame.context(), "addresses": addresses, **context}
    ).encode("utf-8", "backslashreplace")


def in_language(thing: Document, language: str) -> str:
    """Return a tag's name in a language, where its document has names, else the name it has."""
    return str(thing.get("names", {}).get(language) or thing["name"])


def front_address(language: str, default: str) -> str:
    """Return the address of the front page in a language."""
    return address_of("front", language=None if language == default else language)


def address_of(view: str, key: str | None = None, **parameters: str | None) -> str:
    """Return the address of a page with those parameters that have a value."""
    path = reverse(f"reader:{view}", kwargs={"key": key} if key else None)
    given = {name: value for name, value in parameters.items() if value}
    return f"{path}?{urlencode(given)}" if given else path


def absolute(address: str) -> str:
    """Return an address of this host as the public knows it."""
    return f"{settings.PUBLIC_URL}{address}"

"""The reader's pages: ask the public API, then say it in HTML. Parameters of strangers are ignored."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Concatenate, ParamSpec, cast
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from articles.reader.api import Answer, ApiMoved, ApiRefused, Document, cursor_of, read
from articles.reader.pages import (
    Frame,
    LanguageChoice,
    absolute,
    address_of,
    in_language,
    page_response,
    refusal_page,
)
from articles.reader.phrases import native_name, phrases
from cms.http.ready import NEWS

ITEMS_ON_A_PAGE = 20
LIST_RATIO = "16x9"

Extra = ParamSpec("Extra")
View = Callable[Concatenate[HttpRequest, Extra], HttpResponse]


def reader_page(view: View[Extra]) -> View[Extra]:
    """Let a view answer what the API refuses with a page, and what has moved with a redirect."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Extra.args, **kwargs: Extra.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except ApiMoved as moved:
            return _redirect(str(view.__name__), moved.key, request)
        except ApiRefused as refusal:
            return _refusal(request, refusal)

    return cast("View[Extra]", require_safe(answer))


@reader_page
def front(request: HttpRequest) -> HttpResponse:
    """Show the latest headlines in one language, the newsroom's first unless another is asked for."""
    site = read("site/")
    asked = _asked_language(request)
    language = asked or site.document["languages"][0]
    headlines = _headlines(request, language=language)
    frame = Frame(site.document, _page_language(language, site.document), language)
    return page_response(
        request,
        "front.html",
        frame,
        [headlines, site],
        canonical=absolute(address_of("front", language=asked)),
        choices=_choices(site.document, language, lambda one: address_of("front", language=one)),
        is_first_page=headlines.document["previous"] is None,
        **_page_of_items(
            headlines.document, lambda to: address_of("front", language=asked, cursor=to)
        ),
    )


@reader_page
def article(request: HttpRequest, key: str) -> HttpResponse:
    """Show an article with everything around it: one call of the API."""
    found = read(f"articles/{key}/", include="related,latest")
    if key != found.document["slug"]:
        return _redirect("article", found.document["slug"], request)
    return article_page(request, found, read("site/"), found.document["seo"]["canonical_url"])


@reader_page
def preview(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show a draft to whoever has a link, as readers would see it, and say that it is one."""
    token = request.GET.get("token") or None
    found = read(f"preview/articles/{key}/", token=token, include="related,latest")
    answer = article_page(request, found, read("site/"), "", is_preview=True)
    answer["X-Robots-Tag"] = "noindex"
    answer["Referrer-Policy"] = "no-referrer"  # The address is the permission.
    return answer


def article_page(
    request: HttpRequest, found: Answer, site: Answer, canonical: str, *, is_preview: bool = False
) -> HttpResponse:
    """Return the page of an article's document; a preview has no canonical address."""
    document = found.document
    section = document["section"]
    return page_response(
        request,
        "article.html",
        Frame(site.document, document["language"], document["language"]),
        [found, site],
        canonical=canonical,
        is_preview=is_preview,
        article=document,
        section_slug=section["slug"] if section else None,
    )


@reader_page
def tag(request: HttpRequest, key: str) -> HttpResponse:
    """Show what a tag is and its latest headlines, in all languages unless one is asked for."""
    asked = _asked_language(request)
    try:
        headlines = _headlines(request, tag=key, include="tag", language=asked)
    except ApiRefused as refusal:
        raise _as_missing(refusal) from None
    document = headlines.document["tag"]
    slug = document["slug"]
    if key != slug:
        return _redirect("tag", slug, request)
    site = read("site/")
    language = _page_language(asked, site.document)
    return page_response(
        request,
        "tag.html",
        Frame(site.document, language, asked),
        [headlines, site],
        canonical=absolute(address_of("tag", slug, language=asked)),
        choices=_choices(
            site.document, asked, lambda one: address_of("tag", slug, language=one), with_all=True
        ),
        tag=document,
        name=in_language(document, language),
        section_slug=slug,
        **_page_of_items(
            headlines.document, lambda to: address_of("tag", slug, language=asked, cursor=to)
        ),
    )


@reader_page
def search(request: HttpRequest) -> HttpResponse:
    """Show the headlines that answer a search, newest first, with the words that were found."""
    site = read("site/")
    asked = _asked_language(request)
    wanted = request.GET.get("q", "").strip()
    answers = [_headlines(request, q=wanted, language=asked), site] if wanted else [site]
    listed = answers[0].document if wanted else {"results": [], "next": None, "previous": None}
    return page_response(
        request,
        "search.html",
        Frame(site.document, _page_language(asked, site.document), asked),
        answers,
        q=wanted,
        choices=_choices(
            site.document,
            asked,
            lambda one: address_of("search", q=wanted, language=one),
            with_all=True,
        ),
        **_page_of_items(
            listed, lambda to: address_of("search", q=wanted, language=asked, cursor=to)
        ),
    )


@require_safe
def icon(request: HttpRequest) -> HttpResponse:
    """Lead to the icon: browsers ask for it at this address on pages that name none."""
    return HttpResponsePermanentRedirect(static("reader/icon.svg"), headers={"Cache-Control": NEWS})


def _headlines(request: HttpRequest, **parameters: str | None) -> Answer:
    cursor = request.GET.get("cursor") or None
    return read("headlines/", **parameters, ratio=LIST_RATIO, limit=ITEMS_ON_A_PAGE, cursor=cursor)


def _asked_language(request: HttpRequest) -> str | None:
    return request.GET.get("language") or None


def _page_language(asked: str | None, site: Document) -> str:
    """Return the language to write the page in; whether the API knows the asked one, it says itself."""
    languages: list[str] = site["languages"]
    return asked if asked and asked in languages else languages[0]


def _choices(
    site: Document,
    current: str | None,
    address: Callable[[str | None], str],
    *,
    with_all: bool = False,
) -> list[LanguageChoice]:
    languages: list[str] = site["languages"]
    if len(languages) < 2:
        return []
    words = phrases(_page_language(current, site))
    every = [LanguageChoice("", words["all_languages"], address(None), current is None)]
    return (every if with_all else []) + [
        LanguageChoice(
            language,
            native_name(language),
            address(None if language == languages[0] and not with_all else language),
            language == current,
        )
        for language in languages
    ]


def _page_of_items(listed: Document, address: Callable[[str], str]) -> Document:
    newer, older = cursor_of(listed["previous"]), cursor_of(listed["next"])
    return {
        "items": listed["results"],
        "newer": address(newer) if newer else None,
        "older": address(older) if older else None,
    }


# --- When there is no document ---


def _redirect(view: str, key: str, request: HttpRequest) -> HttpResponse:
    target = address_of(view, key, language=_asked_language(request))
    return HttpResponsePermanentRedirect(target, headers={"Cache-Control": NEWS})


def _as_missing(refusal: ApiRefused) -> ApiRefused:
    """Return 404 for a list that is refused because its tag names nothing public."""
    fields = {error["field"] for error in refusal.problem.get("errors", [])}
    if refusal.status == HTTPStatus.BAD_REQUEST and fields & {"tag", "include"}:
        return ApiRefused(HTTPStatus.NOT_FOUND, refusal.problem, address=refusal.address)
    return refusal


def _refusal(request: HttpRequest, refusal: ApiRefused) -> HttpResponse:
    site = _site_if_there_is_one()
    asked = _asked_language(request)
    known = asked if asked in site.get("languages", []) else None
    language = known or _page_language(None, site or {"languages": [settings.LANGUAGE_CODE]})
    words = phrases(language)
    template, said = _said(refusal, words)
    return refusal_page(
        template,
        Frame(site, language, known),
        status=refusal.status,
        address=refusal.address,
        headers=refusal.headers,
        **said,
    )


def _said(refusal: ApiRefused, words: dict[str, str]) -> tuple[str, Document]:
    """Return the template and what it says."""
    if refusal.status == HTTPStatus.GONE:
        withdrawal = refusal.problem["withdrawal"]
        is_expired = withdrawal["kind"] == "expired"
        title = words["expired" if is_expired else "withdrawn"]
        return "gone.html", {"title": title, "withdrawal": withdrawal}
    if refusal.status == HTTPStatus.NOT_FOUND:
        return "refused.html", {"title": words["not_found"], "hint": words["not_found_hint"]}
    if refusal.status == HTTPStatus.UNAUTHORIZED:
        return "refused.html", {"title": words["bad_link"], "hint": words["bad_link_hint"]}
    if refusal.status == HTTPStatus.SERVICE_UNAVAILABLE:
        return "refused.html", {"title": words["busy"], "hint": words["busy_hint"]}
    return "refused.html", {"title": words["not_understood"], "hint": refusal.problem["detail"]}


def _site_if_there_is_one() -> Document:
    try:
        return read("site/").document
    except ApiRefused:
        return {}

"""From a sent page to the verb `save_draft`; a stale page loses nothing of what was typed."""

from collections.abc import Mapping
from typing import Any, cast

from django.conf import settings

from articles.admin.article_form import ArticleForm, StaleNews
from articles.admin.article_state import content_at, revisions_of
from articles.admin.article_values import changes_of
from articles.comparing import LABELS, changed_fields
from articles.content import Content, empty_content, merged
from articles.draft_contents import DraftRefused
from articles.draft_locks import StaleRevision
from articles.drafts import Saved, save_draft
from articles.models import Article
from articles.revisions import current_content
from cms.access.models import User


def opened_content(article: Article | None, revision: str | None) -> Content:
    """Return the content that a page was made from: of its revision if that is still there, else the newest."""
    if article is None:
        return merged(empty_content(), {"language": settings.LANGUAGE_CODE})
    known = content_at(article, int(revision)) if revision and revision.isdecimal() else None
    return known or current_content(article)


def save_article(
    sent: Mapping[str, str], form: ArticleForm, article: Article | None, *, by: User
) -> Saved | None:
    """Save what the form changed; None when it changed nothing. Raises what `save_draft` raises.

    When somebody else has saved, `form.stale` says what; the page then offers to put these changes on top.
    """
    values = form.cleaned_data
    if article and values["revision"] is None:
        raise DraftRefused("The page was sent without its revision: open the article again.")
    base = opened_content(article, sent.get("revision"))
    changes = changes_of(form, base)
    if article and not changes and not _is_moved(values, article):
        return None
    try:
        return save_draft(
            article=article.pk if article else None,
            changes=cast("Mapping[str, object]", changes),
            by=by,
            expected_revision=_expected(sent, values) if article else None,
            reason=values["reason"],
            stage=values["stage"],
            responsible=User.objects.filter(pk=values["responsible"]).first(),
        )
    except StaleRevision:
        form.stale = _news(cast("Article", article), values["revision"], base, set(changes))
        raise


def _expected(sent: Mapping[str, str], values: Mapping[str, Any]) -> int:
    """Return the revision that the writer knows: the one opened, or the one that these changes go on top of."""
    on_top = sent.get("_on_top", "")
    return int(on_top) if on_top.isdecimal() else int(values["revision"])


def _is_moved(values: Mapping[str, object], article: Article) -> bool:
    before = (article.stage, article.responsible_id and str(article.responsible_id))
    return before != (values["stage"], values["responsible"])


def _news(article: Article, opened: int | None, base: Content, mine: set[str]) -> StaleNews:
    article.refresh_from_db(fields=["revision"])
    theirs = changed_fields(base, current_content(article))
    return StaleNews(
        newest=article.revision,
        saves=[*revisions_of(article).filter(number__gt=opened or 0)[:10]],
        theirs=[LABELS[name] for name in theirs],
        both=[LABELS[name] for name in theirs if name in mine],
    )

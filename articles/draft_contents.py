"""The content of a draft as it is to be stored: checked, its body cleaned, its references resolved; or refused."""

from collections.abc import Sequence
from typing import NamedTuple

from django.conf import settings

from articles import body
from articles.content import Content, empty_content, merged
from articles.draft_checks import draft_problems
from articles.draft_references import read_targets, reference_problems, resolved
from articles.recent_bodies import cleaned
from cms.http.problem import FieldError, Refusal


class DraftRefused(Refusal):
    """The working copy cannot be stored as given; `errors` names everything that is wrong with it."""

    status = 400
    code = "draft_refused"
    title = "The draft was not saved"


def fresh_content() -> Content:
    """Return the content of a new article: empty, in the newsroom's own language."""
    return merged(empty_content(), {"language": settings.LANGUAGE_CODE})


class CheckedContent(NamedTuple):
    """A content as it is to be stored, and what of its body was rewritten or left out."""

    content: Content
    report: tuple[body.Remark, ...]


def checked_contents(contents: Sequence[Content]) -> list[CheckedContent]:
    """Return the contents as they are to be stored, or raise `DraftRefused` with everything that is wrong."""
    clean = [_clean(content) for content in contents]
    refuse_draft([problems for _one, problems in clean])
    targets = read_targets([one.content for one, _problems in clean])
    ready = [one._replace(content=resolved(one.content, targets)) for one, _problems in clean]
    refuse_draft([reference_problems(one.content, targets) for one in ready])
    return ready


def refuse_draft(problems: Sequence[list[FieldError]]) -> None:
    """Raise `DraftRefused` if there are any problems; those of one content among several begin with its number."""
    numbers = range(len(problems)) if len(problems) != 1 else [""]
    errors = [
        FieldError(f"{number}.{one.field}" if number != "" else one.field, one.code, one.message)
        for number, some in zip(numbers, problems, strict=True)
        for one in some
    ]
    if errors:
        raise DraftRefused(errors=errors)


def _clean(content: Content) -> tuple[CheckedContent, list[FieldError]]:
    """Return a content with its body cleaned, and everything that is wrong with it by itself."""
    if problems := draft_problems(content, languages=settings.NEWSROOM_LANGUAGES):
        return CheckedContent(content, ()), problems
    try:
        clean = cleaned(content["body"])
    except body.BodyRefused as refusal:
        return CheckedContent(content, ()), [FieldError("body", "refused", str(refusal))]
    known = {one["id"] for one in content["citations"]}
    strange = [id_ for id_ in body.references(clean.html).citations if id_ not in known]
    problems = [
        FieldError(
            "body",
            "unknown_citation",
            f"The body marks a passage with the citation {id_}, which is not listed.",
        )
        for id_ in strange
    ]
    return CheckedContent(merged(content, {"body": clean.html}), tuple(clean.problems)), problems

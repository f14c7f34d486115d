"""Makes the tags, sources and images that a push describes where it names them, and that are not there yet."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from articles.referring import known_ids
from articles.sourcing import save_source
from articles.submission import Inline, Pointer, Target, Warned
from articles.vocabulary import save_tag
from cms.http.problem import FieldError, Refusal
from media.disclosure import is_ai
from media.learning import claimed_term
from media.library import Prepared, add_image, settle
from media.models import Image

Pictures = Mapping[Pointer, Prepared | Refusal]
"""Pictures that were fetched and looked at before the transaction, or why they could not be, by their pointers."""


class InlineRefused(Refusal):
    """A thing that a push describes cannot be made; the errors name its place in the document."""

    status = 422
    code = "inline_refused"
    title = "The push names a thing that cannot be made"


def make_missing(
    inlines: Iterable[Inline],
    known: Mapping[Pointer, str],
    *,
    pictures: Pictures,
    permits: Callable[[Target], None],
) -> dict[Pointer, str]:
    """Make what is described and not known, each once, and return the new ids; raises `InlineRefused`.

    `permits` raises a refusal of its own for a sort of thing that the caller may not make.
    """
    made: dict[Pointer, str] = {}
    for inline in inlines:
        if inline.pointer not in known and inline.pointer not in made:
            permits(inline.pointer.target)
            try:
                made[inline.pointer] = _MAKERS[inline.pointer.target](inline, pictures)
            except Refusal as refusal:
                raise _at(inline.field, refusal) from refusal
    return made


def remarks_on(
    inlines: Iterable[Inline], made: Mapping[Pointer, str], pictures: Pictures
) -> list[Warned]:
    """Return what the gate for uploads remarked on the pictures that were made, each once and where it is named."""
    named = {one.pointer: one.field for one in reversed([*inlines]) if one.pointer in made}
    return [
        Warned(f"{field}.url", "remark", remark, "", 1)
        for pointer, field in named.items()
        if isinstance(picture := pictures.get(pointer), Prepared)
        for remark in picture.remarks
    ]


def outweighed(inlines: Iterable[Inline], known: Mapping[Pointer, str]) -> frozenset[Pointer]:
    """Return the images that are here, that are AI by the word of their files, and that are described as none; one
    query at most.
    """
    described = {one.pointer for one in inlines if one.pointer in known and _denies_ai(one)}
    if not described:
        return frozenset()
    rows = Image.objects.filter(id__in={known[one] for one in described})
    claimed = {str(row.id) for row in rows if claimed_term(row) and is_ai(row.digital_source_type)}
    return frozenset(one for one in described if known[one] in claimed)


def claims_on(inlines: Iterable[Inline], images: frozenset[Pointer]) -> list[Warned]:
    """Return for each description of one of these images that its file outweighs it."""
    return [
        Warned(f"{one.field}.digital_source_type", "file_says_ai", _OUTWEIGHED, "", 1)
        for one in inlines
        if one.pointer in images and _denies_ai(one)
    ]


_OUTWEIGHED = (
    "The file itself says that AI made it, so the image stays marked as AI: only a person with the permission may "
    "override it with a reason, on the image's page in the admin."
)


def _denies_ai(inline: Inline) -> bool:
    term = str(inline.values.get("digital_source_type") or "")
    return inline.pointer.target is Target.IMAGE and bool(term) and not is_ai(term)


def _at(field: str, refusal: Refusal) -> InlineRefused:
    errors = refusal.errors or (FieldError("", refusal.code, refusal.detail),)
    return InlineRefused(
        errors=[
            FieldError(f"{field}.{one.field}".rstrip("."), one.code, one.message) for one in errors
        ]
    )


def _tag(inline: Inline, _pictures: Pictures) -> str:
    values: dict[str, Any] = {**inline.values}
    if isinstance(values.get("parent"), str):
        parent = Pointer(Target.TAG, word=values["parent"])
        values["parent"] = known_ids([parent]).get(parent, values["parent"])
    pointer = inline.pointer
    values["external_ids"] = {pointer.source: pointer.external_id}
    return str(save_tag(values=values, by=None).id)


def _source(inline: Inline, _pictures: Pictures) -> str:
    return str(save_source(values={**inline.values, **_external(inline.pointer)}, by=None).id)


def _image(inline: Inline, pictures: Pictures) -> str:
    prepared = pictures.get(inline.pointer)
    if isinstance(prepared, Refusal):
        raise prepared
    if prepared is not None:
        return str(settle(prepared).image.id)
    values = {name: value for name, value in inline.values.items() if name != "url"}
    return str(add_image(values={**values, **_external(inline.pointer)}, by=None).id)


def _external(pointer: Pointer) -> dict[str, str]:
    return {"external_source": pointer.source, "external_id": pointer.external_id}


_MAKERS: Mapping[Target, Callable[[Inline, Pictures], str]] = {
    Target.TAG: _tag,
    Target.SOURCE: _source,
    Target.IMAGE: _image,
}

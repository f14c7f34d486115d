"""The library of images. Registered by the app that knows where an image is used."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django.contrib import admin, messages
from django.http import HttpRequest
from django.urls import path
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from js_asset import Script

from cms.access.people import person
from cms.desk.value_form import ValueForm
from cms.desk.verb_admin import VerbAdmin
from cms.http.problem import FieldError
from media.admin.duplicates_page import DuplicatesPage
from media.admin.image_actions import ImageActions
from media.admin.image_answers import ImageAnswers, caption_answer
from media.admin.image_filters import (
    DuplicatesFilter,
    MadeFilter,
    NeedsFilter,
    RightsFilter,
    StandingFilter,
)
from media.admin.image_form import ACCEPTED, ImageForm, image_values
from media.admin.image_list import ImageGrid
from media.admin.pictures import MIDDLING, badges, picture, thumbnail
from media.admin.uploading import ImageUploads, opened
from media.credential_states import INVALID, TRUSTED, UNTRUSTED, signer_of, state_of
from media.disclosure import label
from media.intake import Taken, take_in
from media.learning import claimed_term
from media.library import ImageRefused, add_image, describe_image
from media.models import Image

CROPS = (("16x9", "16:9"), ("4x3", "4:3"), ("1x1", "1:1"))
_DESCRIPTION: Any = (
    ("What it shows", {"fields": ("alt", "is_decorative", "alt_origin", "caption")}),
    (
        "How it was made",
        {"fields": ("credit", "digital_source_type", "ai_system", "is_illustrative")},
    ),
    (
        "Whose it is",
        {"fields": ("creator", "copyright", "licence", "usage_terms", "rights_expire_at")},
    ),
)
_FOCAL_POINT = ("focal_x", "focal_y")
_ELSEWHERE = ("captured_at", ("external_source", "external_id"))


class ImageAdmin(ImageGrid, DuplicatesPage, ImageActions, ImageAnswers, ImageUploads, VerbAdmin):
    """Add images or await their files, describe them, say how they were made, kill them.

    No page runs in a transaction of its own: a file is decoded before there is a row, and a transaction would hold its
    locks for as long.
    """

    value_form = ImageForm
    change_form_template = "media/image_form.html"
    change_list_template = "media/image_list.html"
    list_display = ("picture", "name", "credit", "made", "languages", "standing", "updated_at")
    list_display_links = ("picture", "name")
    list_filter = (MadeFilter, NeedsFilter, RightsFilter, StandingFilter, DuplicatesFilter)
    list_per_page = 48
    search_fields = ("title", "credit", "creator", "external_id")
    ordering = ("-id",)

    class Media:
        css = {"all": ("media/library.css",)}
        js = (
            Script("media/caption_line.js", type="module"),
            Script("media/focal_point.js", type="module"),
            Script("media/upload.js", type="module"),
        )

    @admin.display(description="picture")
    def picture(self, image: Image) -> SafeString | str:
        """Return the thumbnail with its badges."""
        return thumbnail(image)

    @admin.display(description="title", ordering="title")
    def name(self, image: Image) -> str:
        """Return what editors call it."""
        return str(image)

    @admin.display(description="made", ordering="digital_source_type")
    def made(self, image: Image) -> str:
        """Return how it was made."""
        return label(image.digital_source_type, "en")

    @admin.display(description="described in")
    def languages(self, image: Image) -> str:
        """Return the languages that have an alternative text."""
        return "decorative" if image.is_decorative else ", ".join(image.alt) or "—"

    @admin.display(description="standing")
    def standing(self, image: Image) -> str:
        """Return whether readers may see it."""
        if image.killed_at:
            return "killed"
        return "public" if image.is_public else "not public"

    def get_urls(self) -> list[Any]:
        """Return this admin's addresses, ours first."""
        view = self.admin_site.admin_view
        pages = {
            "upload": self.upload,
            "caption-line": self.caption_line,
            "duplicates": self.duplicates,
        }
        acts = {
            "card": self.card, "confirm": self.confirm, "kill": self.kill, "file": self.attach_file,
            "override": self.override,
        }  # fmt: skip
        return [
            *(
                path(f"{name}/", view(page), name=f"media_image_{name.replace('-', '_')}")
                for name, page in pages.items()
            ),
            *(
                path(f"<uuid:object_id>/{name}/", view(act), name=f"media_image_{name}")
                for name, act in acts.items()
            ),
            *super().get_urls(),
        ]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return the fields: a new image has a file to choose, one that is there a focal point."""
        first: tuple[Any, ...]
        last: tuple[Any, ...]
        if obj is None:
            first, last = ("file", "allow_duplicate", "title"), (_FOCAL_POINT, *_ELSEWHERE)
        elif obj.file:
            first, last = (_FOCAL_POINT, "title"), _ELSEWHERE
        else:
            first, last = ("title",), (_FOCAL_POINT, *_ELSEWHERE)
        more = ("Time and other systems", {"fields": last, "classes": ("collapse",)})
        return ((None, {"fields": first}), *_DESCRIPTION, more)

    def initial_values(self, request: HttpRequest, row: Any) -> Mapping[str, Any]:
        """Return what is said of the image."""
        return image_values(row)

    def save_values(self, request: HttpRequest, form: ValueForm, row: Any) -> Image:
        """Store the file with what is said of it, or change what is said."""
        given = cast("ImageForm", form)
        values = given.changes()
        if row is not None:
            return (
                describe_image(image=row.pk, values=values, by=person(request)) if values else row
            )
        if file := given.cleaned_data["file"]:
            taken = take_in(
                content=opened(file),
                filename=file.name,
                values=values,
                by=person(request),
                allow_duplicate=given.cleaned_data["allow_duplicate"],
            )
            if not taken.is_new:
                raise self._there_already(taken.image)
            self.tell_of(request, taken)
            return taken.image
        return add_image(values=values, by=person(request))

    def _there_already(self, image: Image) -> ImageRefused:
        message = format_html(
            'This very file is in the library already: <a href="{}">{}</a>. Use that one, or tick the box below.',
            self.address("change", image.pk),
            image,
        )
        return ImageRefused(errors=[FieldError("file", "duplicate", message)])

    def tell_of(self, request: HttpRequest, taken: Taken) -> None:
        """Tell the editor what the gate found: what was left out of the file, and which pictures look the same."""
        for remark in taken.remarks:
            self.message_user(request, remark, messages.WARNING)
        if taken.duplicates:
            links: Sequence[tuple[str, Image]] = [
                (self.address("change", one.pk), one) for one in taken.duplicates
            ]
            text = format_html(
                "It looks like {}.", format_html_join(", ", '<a href="{}">{}</a>', links)
            )
            self.message_user(request, text, messages.WARNING)

    def page_context(self, request: HttpRequest, form: ValueForm, row: Any) -> dict[str, Any]:
        """Return what the image looks like, its lines, and what may be done with it."""
        lines = {"line": caption_answer(row or Image()), "accepted": ACCEPTED}
        if row is None:
            return lines
        suggested = row.digital_source_type and not row.is_confirmed
        may_change = self.has_change_permission(request, row)
        claimed = claimed_term(row)
        return lines | {
            "image": row,
            "picture": picture(row, widest=MIDDLING, alt=""),
            "badges": badges(row),
            "crops": CROPS,
            "made": label(row.digital_source_type, "en"),
            "claimed": label(claimed, "en") if claimed else "",
            "file_says": file_says(row),
            "overrides": row.overrides.select_related("by"),
            "may_kill": not row.killed_at and self.may_kill(request),
            "may_attach": may_change and not row.killed_at,
            "may_confirm": suggested and may_change,
            "may_override": claimed and self.may_override(request),
        }


_STATES = {
    TRUSTED: "valid, by a signer that we trust",
    UNTRUSTED: "valid, by a signer that we do not know",
    INVALID: "do not fit the file",
}
_SAID = {
    "caption": "Caption", "alt": "Alternative text", "creator": "Creator", "credit": "Credit line",
    "copyright": "Copyright", "usage_terms": "Usage terms", "captured_at": "Captured",
    "digital_source_type": "Source type", "ai_system": "AI system",
}  # fmt: skip


def file_says(image: Image) -> dict[str, Any]:
    """Return what the file's own metadata says (name, text, where it stands) and what the gate remarked on it."""
    found = image.findings.get("file", {})
    origins = found.get("origins", {})
    said = [
        (title, _one_text(value), origins.get(name, ""))
        for name, title in _SAID.items()
        if (value := found.get(name))
    ]
    return {
        "said": said,
        "remarks": found.get("remarks", []),
        "credentials": _STATES.get(state_of(image.content_credentials), ""),
        "signer": signer_of(image.content_credentials),
    }


def _one_text(value: Any) -> str:
    return " / ".join(value.values()) if isinstance(value, dict) else str(value)

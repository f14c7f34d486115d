"""The library of images. Registered by the app that knows where an image is used."""

from collections.abc import Mapping
from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import path
from django.utils.safestring import SafeString
from js_asset import Script

from cms.access.models import User
from cms.access.people import person
from cms.desk.value_form import ValueForm
from cms.desk.verb_admin import VerbAdmin
from cms.http.problem import FieldError, Refusal
from media.admin.image_filters import MadeFilter, NeedsFilter, StandingFilter
from media.admin.image_form import ImageForm, image_values
from media.admin.pictures import badge_words, thumbnail
from media.disclosure import LANGUAGES, caption_line, label
from media.library import (
    ImageRefused,
    add_image,
    attach_file,
    confirm_disclosure,
    describe_image,
    kill_image,
)
from media.models import Image


class ImageAdmin(VerbAdmin):
    """Add an image or await its file, describe it, say how it was made, kill it."""

    value_form = ImageForm
    change_form_template = "media/image_form.html"
    list_display = ("picture", "name", "credit", "made", "languages", "standing", "updated_at")
    list_display_links = ("picture", "name")
    list_filter = (MadeFilter, NeedsFilter, StandingFilter)
    search_fields = ("title", "credit", "creator", "external_id")
    date_hierarchy = "created_at"
    ordering = ("-id",)
    fieldsets = (
        (None, {"fields": ("file", "title")}),
        ("What it shows", {"fields": ("alt", "is_decorative", "alt_origin", "caption")}),
        (
            "How it was made",
            {"fields": ("digital_source_type", "ai_system", "is_illustrative")},
        ),
        (
            "Whose it is",
            {"fields": ("credit", "creator", "copyright", "licence", "usage_terms")},
        ),
        (
            "Focal point and other systems",
            {
                "fields": (("focal_x", "focal_y"), ("external_source", "external_id")),
                "classes": ("collapse",),
            },
        ),
    )

    class Media:
        js = (Script("media/caption_line.js", type="module"),)

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
        return [
            path("caption-line/", view(self.caption_lines), name="media_image_caption_line"),
            path("<uuid:object_id>/card/", view(self.card), name="media_image_card"),
            path("<uuid:object_id>/confirm/", view(self.confirm), name="media_image_confirm"),
            path("<uuid:object_id>/kill/", view(self.kill), name="media_image_kill"),
            *super().get_urls(),
        ]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: an image is killed, so that its address can say so."""
        return False

    def may_kill(self, request: HttpRequest) -> bool:
        """Say whether somebody may take an image out of everything."""
        return request.user.has_perm("media.delete_image")

    def initial_values(self, request: HttpRequest, row: Any) -> Mapping[str, Any]:
        """Return what is said of the image."""
        return image_values(row)

    @transaction.atomic
    def save_values(self, request: HttpRequest, form: ValueForm, row: Any) -> Image:
        """Store the file, then what is said of it."""
        given = cast("ImageForm", form)
        by, file, values = person(request), given.cleaned_data["file"], given.changes()
        content = file.read() if file else None
        try:
            if row is None:
                return self._added(values, content, by)
            if content is not None:
                row = attach_file(image=row.pk, content=content, by=by)
        except ImageRefused as refusal:
            raise _at_the_file(refusal) from None
        return describe_image(image=row.pk, values=values, by=by) if values else row

    def _added(self, values: Mapping[str, Any], content: bytes | None, by: User) -> Image:
        said = {"determined_by": "editor"} if values.get("digital_source_type") else {}
        image = add_image(values={**values, **said}, content=content, by=by)
        return confirm_disclosure(image=image.pk, by=by) if said else image

    def page_context(self, request: HttpRequest, form: ValueForm, row: Any) -> dict[str, Any]:
        """Return what the image looks like, its lines, and what may be done with it."""
        lines = {"caption_lines": _caption_lines(row or Image())}
        if row is None:
            return lines
        suggested = row.digital_source_type and not row.is_confirmed
        return lines | {
            "image": row,
            "picture": thumbnail(row),
            "may_kill": not row.killed_at and self.may_kill(request),
            "may_confirm": suggested and self.has_change_permission(request, row),
        }

    def card(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Answer what the editor shows of an image."""
        image = self.row_or_404(request, object_id)
        if not self.has_view_or_change_permission(request, image):
            raise PermissionDenied
        return JsonResponse(
            {
                "id": str(image.pk),
                "title": str(image),
                "src": image.file.url if image.file and not image.killed_at else None,
                "alt": image.alt,
                "caption": image.caption,
                "badges": badge_words(image),
            }
        )

    def caption_lines(self, request: HttpRequest) -> HttpResponse:
        """Answer the line under the picture in each language, for what is being typed."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        said = request.GET
        typed = Image(
            credit=said.get("credit", ""),
            digital_source_type=said.get("digital_source_type", ""),
            ai_system=said.get("ai_system", ""),
            is_illustrative=said.get("is_illustrative") == "on",
        )
        return JsonResponse(_caption_lines(typed))

    def confirm(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Note that the person stands behind how the image is said to have been made."""
        image = self.row_or_404(request, object_id)
        if request.method != "POST" or not self.has_change_permission(request, image):
            raise PermissionDenied
        try:
            confirm_disclosure(image=image.pk, by=person(request))
        except Refusal as refusal:
            self.message_user(request, refusal.detail, messages.ERROR)
        else:
            self.message_user(request, "You confirmed how the image was made.", messages.SUCCESS)
            self.log_change(request, image, "Confirmed how it was made.")
        return HttpResponseRedirect(self.address("change", image.pk))

    def kill(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask, then take the image out of everything for good."""
        image = self.row_or_404(request, object_id)
        if not self.may_kill(request):
            raise PermissionDenied
        if request.method != "POST":
            text = (
                "Its file will answer “gone”, and every published article that shows it will be rebuilt "
                "without it. This cannot be taken back."
            )
            return self.ask(request, image, title=f"Kill the image “{image}”?", text=text)
        kill_image(image=image.pk, by=person(request))
        self.log_change(request, image, "Killed.")
        self.message_user(request, "The image was killed.", messages.SUCCESS)
        return HttpResponseRedirect(self.address("change", image.pk))


def _at_the_file(refusal: Refusal) -> Refusal:
    """Return a refusal that is about the file with its sentence at the file."""
    if refusal.errors:
        return refusal
    return ImageRefused(errors=[FieldError("file", refusal.code, refusal.detail)])


def _caption_lines(image: Image) -> dict[str, str]:
    return {
        language: caption_line(
            credit=image.credit,
            term=image.digital_source_type,
            ai_system=image.ai_system,
            is_illustrative=image.is_illustrative,
            language=language,
        )
        for language in LANGUAGES
    }

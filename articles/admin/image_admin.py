"""The library, with where each image is used, and with what takes one image's place by another."""

from collections.abc import Collection, Mapping
from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path

from articles.image_deleting import delete_image
from articles.image_replacing import Replaced, replace_image
from articles.image_uses import image_uses, use_counts
from articles.killing import kill_image
from articles.visibility import working_images
from cms.access.callers import caller_for_user
from cms.access.people import person
from cms.desk.value_form import ValueForm, sent_values
from cms.http.problem import Refusal
from cms.uuid7 import is_id
from media.admin.image_admin import ImageAdmin
from media.admin.image_picker import ImagePickerField
from media.admin.pictures import thumbnail
from media.models import Image

_FEWEST = 2  # One to keep, one that goes.


class ReplaceForm(ValueForm):
    """Which image takes the other's place."""

    replacement = ImagePickerField(label="The image that takes its place")
    keeps_words = forms.BooleanField(
        label="Both show the same: keep the alternative texts and captions that articles wrote for it",
        label_suffix="",
        required=False,
    )


class KeepForm(ValueForm):
    """What becomes of the duplicates that are not kept."""

    deletes = forms.BooleanField(
        label="Delete the others, if nothing uses them then and they never were public",
        label_suffix="",
        required=False,
    )


@admin.register(Image)
class UsedImageAdmin(ImageAdmin):
    """The library's pages with the articles and tags that use an image."""

    change_form_template = "articles/admin/image.html"
    duplicates_template = "articles/admin/duplicates.html"
    asks_before_deleting = "Nothing uses it, and it never was public. It will be gone for good."

    def get_urls(self) -> list[Any]:
        """Return this admin's addresses, ours first."""
        view = self.admin_site.admin_view
        return [
            path("duplicates/keep/", view(self.keep), name="media_image_keep"),
            path("<uuid:object_id>/replace/", view(self.replace), name="media_image_replace"),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Image]:
        """Return the images that somebody sees."""
        seen = working_images(caller_for_user(person(request)))
        rows: QuerySet[Image] = super().get_queryset(request)
        return rows.filter(pk__in=seen.values("pk"))

    def use_counts(self, images: Collection[UUID]) -> Mapping[UUID, int]:
        """Return in how many places images are used."""
        return use_counts(images)

    def page_context(self, request: HttpRequest, form: ValueForm, row: Any) -> dict[str, Any]:
        """Return what the library knows of the image, and where it is used."""
        known = super().page_context(request, form, row)
        if row is None:
            return known
        used = image_uses(row.pk, caller=caller_for_user(person(request)))
        return {**known, "used": used, "may_replace": used.is_any and self.may_replace(request)}

    def may_replace(self, request: HttpRequest) -> bool:
        """Say whether somebody may change the articles and tags that use an image."""
        return request.user.has_perms(
            ["media.change_image", "articles.change_article", "articles.change_tag"]
        )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Say whether it may be deleted: what was public is killed, so that its address can say so."""
        allowed = self.may_kill(request)
        return allowed and not (obj and (obj.was_public or obj.killed_at))

    def delete_by_verb(self, request: HttpRequest, row: Image) -> None:
        """Delete an image that nothing uses."""
        delete_image(image=row.pk, by=person(request))

    def take_back(self, request: HttpRequest, image: Image) -> None:
        """Kill the image, and take what is public of it back at once."""
        kill_image(image=image.pk, by=person(request))

    def duplicates_context(self, request: HttpRequest) -> dict[str, Any]:
        """Say whether duplicates may be replaced."""
        return {"may_replace": self.may_replace(request)}

    def replace(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask by which image, then replace it everywhere."""
        image = self.row_or_404(request, object_id)
        if not self.may_replace(request):
            raise PermissionDenied
        sent = {"data": sent_values(request)} if request.method == "POST" else {}
        form = ReplaceForm(initial={"replacement": request.GET.get("by", "")}, **sent)
        if request.method == "POST" and form.is_valid() and self._replaced(request, image, form):
            return HttpResponseRedirect(self.address("change", image.pk))
        text = (
            "Every draft that shows it gets a new revision with the other image; tags and the newsroom's logo follow. "
            "What is live stays as it is until its article is published again."
        )
        return self.ask(
            request, image, title="Replace the image", text=text, form=form, button_class="primary"
        )

    def _replaced(self, request: HttpRequest, image: Image, form: ValueForm) -> bool:
        values = form.cleaned_data
        if not values["replacement"]:
            form.add_error("replacement", "Choose the image that takes its place.")
            return False
        try:
            done = replace_image(
                image=image.pk,
                replacement=UUID(values["replacement"]),
                by=person(request),
                keeps_words=values["keeps_words"],
            )
        except Refusal as refusal:
            form.show_refusal(refusal)
            return False
        self._tell_replaced(request, image, done)
        return True

    def keep(self, request: HttpRequest) -> HttpResponse:
        """Ask, then let the image that is kept take the place of its duplicates."""
        if not self.may_replace(request):
            raise PermissionDenied
        kept, *others = self._named(request)
        form = KeepForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            may_delete = form.cleaned_data["deletes"] and self.may_kill(request)
            for other in others:
                self._keep(request, kept, other, deletes=may_delete)
            return HttpResponseRedirect(self.address("duplicates"))
        return self.ask(
            request,
            kept,
            title=f"Keep “{kept}”?",
            text="It takes the place of the others in every draft, tag and logo; what articles wrote for them stays.",
            form=form,
            button_class="primary",
            template="articles/admin/keep.html",
            back=self.address("duplicates"),
            pictures=[(thumbnail(one), one) for one in (kept, *others)],
        )

    def _named(self, request: HttpRequest) -> list[Image]:
        """Return the image that is kept and the others, as the address names them."""
        wanted = [request.GET.get("keep", ""), *request.GET.getlist("other")]
        ids = [UUID(id_) for id_ in dict.fromkeys(wanted) if is_id(id_)]
        found = self.get_queryset(request).in_bulk(ids)
        if len(found) < max(len(set(wanted)), _FEWEST):
            raise Http404("Name the image to keep and at least one other that is there.")
        return [found[id_] for id_ in ids]

    def _keep(self, request: HttpRequest, kept: Image, other: Image, *, deletes: bool) -> None:
        try:
            done = replace_image(image=other.pk, replacement=kept.pk, by=person(request))
            self._tell_replaced(request, other, done)
            if deletes:
                delete_image(image=other.pk, by=person(request))
                self.log_deletions(request, cast("QuerySet[Image]", [other]))
                self.message_user(request, f"“{other}” was deleted.", messages.SUCCESS)
        except Refusal as refusal:
            self.message_user(request, refusal.detail, messages.ERROR)

    def _tell_replaced(self, request: HttpRequest, image: Image, done: Replaced) -> None:
        places = [
            *([_counted(len(done.drafts), "draft")] if done.drafts else []),
            *([_counted(len(done.tags), "tag")] if done.tags else []),
            *(["the newsroom's logo"] if done.is_logo else []),
        ]
        self.log_change(request, image, "Replaced by another image.")
        text = f"“{image}” was replaced in {', '.join(places) or 'no draft: none shows it'}."
        self.message_user(request, text, messages.SUCCESS)
        if done.still_live:
            names = ", ".join(f"“{one}”" for one in done.still_live)
            text = f"Live articles show the old image until they are published again: {names}."
            self.message_user(request, text, messages.WARNING)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"

"""What may be done with one image beside describing it: its file, confirming, overriding, killing."""

from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from cms.access.people import person
from cms.desk.value_form import ValueForm, sent_values
from cms.desk.verb_admin import VerbAdmin
from cms.http.problem import Refusal
from media.admin.image_form import OverrideForm
from media.admin.uploading import opened
from media.disclosure import label
from media.intake import Taken, attach
from media.learning import claimed_term
from media.library import confirm_disclosure, kill_image, override_disclosure
from media.models import Image


class ImageActions(VerbAdmin):
    """Pages and buttons of one image."""

    def tell_of(self, request: HttpRequest, taken: Taken) -> None:
        """Tell the editor what the gate found."""
        raise NotImplementedError

    def take_back(self, request: HttpRequest, image: Image) -> None:
        """Kill the image by the verb."""
        kill_image(image=image.pk, by=person(request))

    def may_kill(self, request: HttpRequest) -> bool:
        """Say whether somebody may take an image out of everything."""
        return request.user.has_perm("media.delete_image")

    def may_override(self, request: HttpRequest) -> bool:
        """Say whether somebody may say that an image is not AI although its file says so."""
        return request.user.has_perm("media.override_disclosure")

    def attach_file(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Take the file that was awaited, or another one; what the file says fills what is empty."""
        image = self._changeable(request, object_id, must_be_sent=True)
        back = HttpResponseRedirect(self.address("change", image.pk))
        file = request.FILES.get("file")
        if file is None:
            self.message_user(request, "Choose the file first.", messages.ERROR)
            return back
        try:
            taken = attach(
                image=image.pk, content=opened(file), by=person(request), filename=str(file.name)
            )
        except Refusal as refusal:
            self.message_user(request, refusal.detail, messages.ERROR)
            return back
        self.log_change(request, image, "Attached a file.")
        self.message_user(request, f"The file “{file.name}” was taken.", messages.SUCCESS)
        self.tell_of(request, taken)
        return back

    def confirm(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Note that the person stands behind how the image is said to have been made."""
        image = self._changeable(request, object_id, must_be_sent=True)
        try:
            confirm_disclosure(image=image.pk, by=person(request))
        except Refusal as refusal:
            self.message_user(request, refusal.detail, messages.ERROR)
        else:
            self.message_user(request, "You confirmed how the image was made.", messages.SUCCESS)
            self.log_change(request, image, "Confirmed how it was made.")
        return HttpResponseRedirect(self.address("change", image.pk))

    def override(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask for a reason, then say against the file's word how the image was made."""
        image = self._changeable(request, object_id)
        if not self.may_override(request):
            raise PermissionDenied
        said = {"data": sent_values(request)} if request.method == "POST" else {}
        form = OverrideForm(initial={"digital_source_type": image.digital_source_type}, **said)
        if request.method == "POST" and form.is_valid() and self._overridden(request, image, form):
            return HttpResponseRedirect(self.address("change", image.pk))
        claimed = label(claimed_term(image), "en")
        text = f"The file itself says: “{claimed}”. What you say here stands instead, with your name and reason."
        return self.ask(request, image, title="Override what the file says", text=text, form=form)

    def _overridden(self, request: HttpRequest, image: Image, form: ValueForm) -> bool:
        values = dict(form.cleaned_data)
        try:
            override_disclosure(
                image=image.pk, reason=values.pop("reason"), values=values, by=person(request)
            )
        except Refusal as refusal:
            form.show_refusal(refusal)
            return False
        self.log_change(request, image, "Overrode what the file says of AI.")
        self.message_user(request, "Your word stands instead of the file's.", messages.SUCCESS)
        return True

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
        self.take_back(request, image)
        self.log_change(request, image, "Killed.")
        self.message_user(request, "The image was killed.", messages.SUCCESS)
        # Not everybody sees what was killed.
        is_seen = self.get_queryset(request).filter(pk=image.pk).exists()
        page = self.address("change", image.pk) if is_seen else self.address("changelist")
        return HttpResponseRedirect(page)

    def _changeable(
        self, request: HttpRequest, object_id: str, *, must_be_sent: bool = False
    ) -> Image:
        image = cast("Image", self.row_or_404(request, object_id))
        if not self.has_change_permission(request, image):
            raise PermissionDenied
        if must_be_sent and request.method != "POST":
            raise PermissionDenied
        return image

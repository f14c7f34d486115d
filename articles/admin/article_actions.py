"""What can be done with an article besides saving it: one small page each."""

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.timezone import localtime

from articles.admin.action_forms import (
    CorrectionForm,
    ScheduleForm,
    TranslationForm,
    WithdrawForm,
)
from articles.correcting import correct
from articles.drafts import duplicate
from articles.models import Article, Edition, Schedule
from articles.scheduling import cancel_schedule, schedule
from articles.translating import leave_translations, tie_translations
from articles.withdrawing import withdraw
from cms.access.people import person
from cms.desk.value_form import ValueForm, sent_values
from cms.desk.verb_admin import VerbAdmin
from cms.http.problem import Refusal


class ArticleActions(VerbAdmin):
    """Withdraw, schedule, correct, tie translations and leave them, duplicate."""

    def get_urls(self) -> list[Any]:
        """Return this admin's addresses, ours first."""
        pages = {
            "withdraw": self.withdraw_page,
            "schedule": self.schedule_page,
            "correct": self.correct_page,
            "translations": self.translations_page,
            "leave-translations": self.leave_translations_page,
            "duplicate": self.duplicate_page,
        }
        view = self.admin_site.admin_view
        own = [
            path(f"<uuid:object_id>/{name}/", view(page), name=f"articles_article_{name}")
            for name, page in pages.items()
        ]
        cancel = path(
            "<uuid:object_id>/schedule/<uuid:schedule_id>/cancel/",
            view(self.cancel_page),
            name="articles_article_cancel",
        )
        return [*own, cancel, *super().get_urls()]

    def may_publish(self, request: HttpRequest) -> bool:
        """Say whether somebody may decide what the public reads."""
        raise NotImplementedError

    def withdraw_page(self, request: HttpRequest, object_id: UUID) -> HttpResponse:
        """Ask for the kind and the reason, then withdraw."""
        article = self._publishable(request, object_id)
        form = WithdrawForm(sent_values(request))

        def act() -> str:
            values = form.cleaned_data
            replacement = values["replaced_by"]
            withdraw(
                article=article.pk,
                by=person(request),
                kind=values["kind"],
                reason=values["reason"],
                replaced_by=UUID(replacement) if replacement else None,
            )
            return "The article was withdrawn."

        text = "It leaves the site at once. Its address then says that it was withdrawn, and why."
        return self._page(request, article, form, act, title="Withdraw the article", text=text)

    def schedule_page(self, request: HttpRequest, object_id: UUID) -> HttpResponse:
        """Ask what and when, then schedule it for the newest revision."""
        article = self._publishable(request, object_id)
        form = ScheduleForm(sent_values(request))

        def act() -> str:
            values = form.cleaned_data
            made = schedule(
                article=article.pk, verb=values["verb"], at=values["at"], by=person(request)
            )
            return f"Scheduled: {made.verb} at {localtime(made.at):%Y-%m-%d %H:%M}."

        text = (
            f"It is decided for revision {article.revision}, as it is now: what is saved later does not go "
            "out with it. A schedule that waits for the same is replaced."
        )
        return self._page(
            request, article, form, act, title="Schedule", text=text, button_class="primary"
        )

    def cancel_page(self, request: HttpRequest, object_id: UUID, schedule_id: UUID) -> HttpResponse:
        """Ask, then cancel what is scheduled."""
        article = self._publishable(request, object_id)
        waiting = Schedule.objects.filter(pk=schedule_id, article=article).first()
        title = f"Cancel “{waiting}”?" if waiting else "Cancel"

        def act() -> str:
            cancel_schedule(schedule=schedule_id)
            return "The schedule was cancelled."

        return self._page(request, article, ValueForm(sent_values(request)), act, title=title)

    def correct_page(self, request: HttpRequest, object_id: UUID) -> HttpResponse:
        """Ask for the note, then add it, to the live edition too."""
        article = self._changeable(request, object_id)
        if _is_live(article) and not self.may_publish(request):
            raise PermissionDenied
        form = CorrectionForm(sent_values(request))

        def act() -> str:
            values = form.cleaned_data
            edition = correct(article=article.pk, **values, by=person(request))
            return "The note is public." if edition else "The note is added to the draft."

        text = "Nothing else of the draft goes out with it."
        return self._page(
            request,
            article,
            form,
            act,
            title="Correct the article",
            text=text,
            button_class="primary",
        )

    def translations_page(self, request: HttpRequest, object_id: UUID) -> HttpResponse:
        """Ask for the other article, then tie the two."""
        article = self._changeable(request, object_id)
        form = TranslationForm(sent_values(request))

        def act() -> str:
            tie_translations(
                article=article.pk, other=UUID(form.cleaned_data["other"]), by=person(request)
            )
            return "The two are translations of each other now."

        text = "They name each other to readers once both are published again."
        return self._page(
            request,
            article,
            form,
            act,
            title="Tie a translation",
            text=text,
            button_class="primary",
        )

    def leave_translations_page(self, request: HttpRequest, object_id: UUID) -> HttpResponse:
        """Ask, then take the article out of its group of translations."""
        article = self._changeable(request, object_id)

        def act() -> str:
            leave_translations(article=article.pk, by=person(request))
            return "The article is tied to no translation any more."

        text = "The others stay tied. Readers see it once the article is published again."
        form = ValueForm(sent_values(request))
        return self._page(request, article, form, act, title="Leave the translations", text=text)

    def duplicate_page(self, request: HttpRequest, object_id: UUID) -> HttpResponse:
        """Ask, then make a new working copy with the same content."""
        article = self._changeable(request, object_id)
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            made = duplicate(article=article.pk, by=person(request)).article
            self.message_user(request, "This is the copy.", messages.SUCCESS)
            return HttpResponseRedirect(self.address("change", made.pk))
        text = "A new draft with the same text, tags, sources and images; without its address and corrections."
        return self.ask(
            request, article, title="Duplicate the article", text=text, button_class="primary"
        )

    def _publishable(self, request: HttpRequest, object_id: UUID) -> Article:
        if not self.may_publish(request):
            raise PermissionDenied
        return self._changeable(request, object_id)

    def _changeable(self, request: HttpRequest, object_id: UUID) -> Article:
        article = self.row_or_404(request, object_id)
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        return cast("Article", article)

    def _page(
        self,
        request: HttpRequest,
        article: Article,
        form: ValueForm,
        act: Callable[[], str],
        **page: Any,
    ) -> HttpResponse:
        """Show the form, or act on it and return to the article; a refusal is shown at the form's fields."""
        if request.method == "POST" and form.is_valid():
            try:
                said = act()
            except Refusal as refusal:
                form.show_refusal(refusal)
            else:
                self.log_change(request, article, said)
                self.message_user(request, said, messages.SUCCESS)
                return HttpResponseRedirect(self.address("change", article.pk))
        return self.ask(request, article, form=form, **page)


def _is_live(article: Article) -> bool:
    return Edition.objects.live().filter(article=article).exists()

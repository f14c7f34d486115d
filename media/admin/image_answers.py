"""What the pages' scripts ask for: an image's card, and the lines under a picture while they are typed."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse

from cms.desk.verb_admin import VerbAdmin
from media.admin.pictures import MIDDLING, badge_words, missing_word, shown_address
from media.credit_contradiction import contradiction
from media.credit_line import read
from media.disclosure import LANGUAGES, caption_line, is_ai, label
from media.models import Image

_LONGEST_CREDIT = 300


class ImageAnswers(VerbAdmin):
    """JSON for staff who may look at images."""

    def card(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Answer what the editor shows of an image."""
        image = self.row_or_404(request, object_id)
        if not self.has_view_or_change_permission(request, image):
            raise PermissionDenied
        return JsonResponse(
            {
                "id": str(image.pk),
                "title": str(image),
                "src": shown_address(image, widest=MIDDLING) or None,
                "missing": missing_word(image),
                "alt": image.alt,
                "caption": image.caption,
                "badges": badge_words(image),
            }
        )

    def caption_line(self, request: HttpRequest) -> HttpResponse:
        """Answer the line under the picture in each language, and what the credit line says, for what is typed."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        said = request.GET
        typed = Image(
            credit=said.get("credit", "")[:_LONGEST_CREDIT],
            digital_source_type=said.get("digital_source_type", ""),
            ai_system=said.get("ai_system", ""),
            is_illustrative=said.get("is_illustrative") == "on",
        )
        return JsonResponse(caption_answer(typed))


def caption_answer(image: Image) -> dict[str, Any]:
    """Return `lines` by language, `contradiction` (a sentence or nothing) and `reading`: what the credit suggests."""
    return {
        "lines": {
            language: caption_line(
                credit=image.credit,
                term=image.digital_source_type,
                ai_system=image.ai_system,
                is_illustrative=image.is_illustrative,
                language=language,
            )
            for language in LANGUAGES
        },
        "contradiction": contradiction(image.credit, image.digital_source_type),
        "reading": _reading(image),
    }


def _reading(image: Image) -> dict[str, Any] | None:
    """Return what the credit line says beyond what is known already: only what an editor could take over."""
    reading = read(image.credit)
    if not reading.term or reading.term == image.digital_source_type:
        return None
    if image.digital_source_type and not is_ai(reading.term):
        return None  # A label such as “Photo” is weaker than a person's choice.
    return {
        "term": reading.term,
        "label": label(reading.term, "en"),
        "ai_system": reading.ai_system,
        "is_illustrative": reading.is_illustrative,
        "evidence": reading.evidence,
    }

"""What the newsroom says of itself."""

from django.conf import settings

from articles.gathering import image_thing
from articles.models import Newsroom
from articles.things import JsonObject
from media.shapes import image_document


def newsroom_document(*, language: str) -> JsonObject:
    """Return the API's shape of the newsroom, without its sections."""
    row = Newsroom.objects.select_related("logo").first() or Newsroom()
    logo = row.logo if row.logo and row.logo.killed_at is None else None
    return {
        "name": row.name,
        "description": row.description or None,
        "url": f"{settings.PUBLIC_URL}/",
        "logo": image_document(image_thing(logo), language=language) if logo else None,
        "languages": settings.NEWSROOM_LANGUAGES,
        "policies": row.policies,
    }

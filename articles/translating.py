"""The verb that ties translations together."""

from articles.models import TranslationGroup
from cms.uuid7 import uuid7


def start_translation_group() -> TranslationGroup:
    """Make the tie for articles that say the same in several languages; their contents name its id."""
    return TranslationGroup.objects.create(id=uuid7())

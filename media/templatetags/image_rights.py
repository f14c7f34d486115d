"""What the admin's first page says of rights that end."""

from typing import Any

from django import template
from django.utils import timezone

from media.models import Image
from media.rights import NOTICE

register = template.Library()


@register.simple_tag(takes_context=True)
def rights_that_end(context: dict[str, Any]) -> dict[str, int]:
    """Return of how many images the rights have `expired` or are `expiring` within `days`, to who may see images."""
    if not context["request"].user.has_perm("media.view_image"):
        return {}
    now = timezone.now()
    shown = Image.objects.filter(killed_at=None)
    return {
        "expired": shown.filter(rights_expire_at__lte=now).count(),
        "expiring": shown.filter(
            rights_expire_at__gt=now, rights_expire_at__lte=now + NOTICE
        ).count(),
        "days": NOTICE.days,
    }

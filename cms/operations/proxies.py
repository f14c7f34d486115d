"""Whose request it is when proxies stand before us."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the address of who asks: what the farthest of our TRUSTED_PROXIES saw, in X-Forwarded-For.

    Each proxy appends the address that it was asked from, so what a client wrote there itself stands farther left
    and is never read. Without as many addresses, or with one that is none, it is who is connected to us.
    """
    connected = str(request.META.get("REMOTE_ADDR", ""))
    hops = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    count = settings.TRUSTED_PROXIES
    if not count or len(hops) < count:
        return connected
    return hops[-count] if _is_address(hops[-count]) else connected


def _is_address(text: str) -> bool:
    try:
        return bool(ip_address(text))
    except ValueError:
        return False

"""Web addresses that a body may hold, and the providers that an embed may name."""

import re
from typing import NamedTuple

from articles.body.vocabulary import LINK_SCHEMES

MAX_ADDRESS_CHARACTERS = 2048

# No spaces, controls or invisible characters: "java\tscript:" and its cousins live on them.
_INVISIBLE = re.compile(
    r"[\x00-\x20\x7f-\xa0\xad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]"
)
_WEB = re.compile(
    r"(?P<scheme>https?)://(?:[^/?#@\\]*@)?(?P<host>[^/?#@:\\\[\]<>\"^`{|}%]+|\[[0-9a-f:.]+\])"
    r"(?::(?P<port>[0-9]{1,5}))?(?P<path>[/?#][^\\]*)?",
    re.IGNORECASE,
)
_MAIL = re.compile(r"mailto:[^@?\\<>\"]+@[^@?\\<>\"]+(?:\?[^\\<>\"]*)?", re.IGNORECASE)
_MAX_PORT = 65535


class Provider(NamedTuple):
    """Where embeds come from: its name and the pattern of its addresses (host and path)."""

    name: str
    pattern: re.Pattern[str]


def _provider(name: str, pattern: str) -> Provider:
    return Provider(name, re.compile(pattern, re.IGNORECASE))


GENERIC_PROVIDER = "link"
# The path must name one thing to show, not the provider's front page.
PROVIDERS: tuple[Provider, ...] = (
    _provider(
        "youtube",
        r"(?:(?:www|m)\.)?youtube(?:-nocookie)?\.com/(?:watch\?|shorts/|live/|embed/)|youtu\.be/.",
    ),
    _provider("vimeo", r"(?:www\.|player\.)?vimeo\.com/(?:video/)?[0-9]"),
    _provider("rutube", r"rutube\.ru/(?:video|shorts|play/embed)/."),
    _provider("dailymotion", r"(?:www\.)?dailymotion\.com/video/.|dai\.ly/."),
    _provider("x", r"(?:(?:www|mobile)\.)?(?:x|twitter)\.com/[^/]+/status/[0-9]"),
    _provider("bluesky", r"bsky\.app/profile/[^/]+/post/."),
    _provider("threads", r"(?:www\.)?threads\.(?:net|com)/@[^/]+/post/."),
    _provider("telegram", r"t\.me/(?:s/)?[^/]+/[0-9]"),
    _provider("instagram", r"(?:www\.)?instagram\.com/(?:[^/]+/)?(?:p|reel|tv)/."),
    _provider("facebook", r"(?:(?:www|m)\.)?facebook\.com/.|fb\.watch/."),
    _provider("tiktok", r"(?:www\.|m\.)?tiktok\.com/@[^/]+/video/[0-9]|vm\.tiktok\.com/."),
    _provider("vk", r"(?:(?:www|m)\.)?vk\.com/(?:wall|video|clip)|vkvideo\.ru/(?:video|clip)"),
    _provider("reddit", r"(?:(?:www|old)\.)?reddit\.com/r/[^/]+/comments/."),
    _provider("soundcloud", r"(?:(?:www|m)\.)?soundcloud\.com/[^/]+/."),
    _provider("spotify", r"open\.spotify\.com/(?:[^/]+/)?(?:track|episode|show|album|playlist)/."),
    _provider("apple_podcasts", r"podcasts\.apple\.com/.+/podcast/."),
    _provider("datawrapper", r"datawrapper\.dwcdn\.net/.|www\.datawrapper\.de/_/."),
    _provider("flourish", r"(?:public\.)?flo\.uri\.sh/.|public\.flourish\.studio/."),
)


def link_address(value: str) -> str | None:
    """Return the address of a link with its scheme in small letters, None for a refused one.

    Accepted: http, https and mailto, complete. Refused: relative addresses, "//host", backslashes,
    other schemes, and spaces or invisible characters inside.
    """
    address = value.strip()
    if len(address) > MAX_ADDRESS_CHARACTERS or _INVISIBLE.search(address):
        return None
    if not (_is_web(address) or _MAIL.fullmatch(address)):
        return None
    scheme, colon, rest = address.partition(":")
    return scheme.lower() + colon + rest if scheme.lower() in LINK_SCHEMES else None


def embed_address(value: str) -> str | None:
    """Return the address of an embed, None unless it is a complete https address."""
    address = link_address(value)
    return address if address and address.startswith("https://") else None


def provider_of(address: str) -> str:
    """Return the name of the provider that an embed's address belongs to, or "link"."""
    place = address.partition("://")[2]
    for provider in PROVIDERS:
        if provider.pattern.match(place):
            return provider.name
    return GENERIC_PROVIDER


def _is_web(address: str) -> bool:
    match = _WEB.fullmatch(address)
    return match is not None and int(match["port"] or 0) <= _MAX_PORT

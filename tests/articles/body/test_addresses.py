"""Only complete http, https and mailto addresses are links; embeds name their provider."""

import pytest

from articles.body.addresses import embed_address, link_address, provider_of


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("https://news.example", "https://news.example"),
        (" HTTPS://News.example/A ", "https://News.example/A"),
        ("http://news.example:8080/a?b=c&d=e#f", "http://news.example:8080/a?b=c&d=e#f"),
        ("https://газета.қаз/жаңалық", "https://газета.қаз/жаңалық"),
        ("https://[2001:db8::1]/", "https://[2001:db8::1]/"),
        ("mailto:desk@news.example?subject=Ice", "mailto:desk@news.example?subject=Ice"),
    ],
)
def test_a_complete_address_is_kept(written, kept):
    assert link_address(written) == kept


@pytest.mark.parametrize(
    "written",
    [
        *("", "#top", "/tides", "tides.html", "//news.example/a", "?a=b", "https:", "https://"),
        *("https:news.example", "https:/news.example", "https:///a", "http://:80", "https://@"),
        *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)"),
        *("\x01javascript:alert(1)", "java\nscript:alert(1)", "\u2028javascript:alert(1)"),
        *("data:text/html,x", "vbscript:x", "file:///etc", "ftp://x.example", "tel:1", "blob:x"),
        *("\\\\news.example", "https:\\\\news.example", "https://news.example\\@evil.example"),
        *("https://news.example/a b", "https://news.example/\xa0a", "https://a\u200bb.example"),
        *("https://news.example:99999", "mailto:", "mailto:nobody", "https://" + "a" * 2048),
    ],
)
def test_any_other_is_refused(written):
    assert link_address(written) is None


@pytest.mark.parametrize(
    ("address", "provider"),
    [
        ("https://www.youtube.com/watch?v=abc", "youtube"),
        ("https://youtu.be/abc", "youtube"),
        ("https://vimeo.com/123", "vimeo"),
        ("https://x.com/desk/status/1", "x"),
        ("https://twitter.com/desk/status/1", "x"),
        ("https://t.me/desk/1", "telegram"),
        ("https://www.instagram.com/p/abc/", "instagram"),
        ("https://www.tiktok.com/@desk/video/1", "tiktok"),
        ("https://vk.com/wall-1_2", "vk"),
        ("https://rutube.ru/video/abc/", "rutube"),
        ("https://www.youtube.com/", "link"),
        ("https://youtube.com.evil.example/watch?v=abc", "link"),
        ("https://evil.example/youtu.be/abc", "link"),
        ("https://youtu.be@evil.example/abc", "link"),
    ],
)
def test_a_provider_is_known_by_its_address(address, provider):
    assert provider_of(address) == provider


def test_an_embed_needs_https():
    assert embed_address("http://youtu.be/abc") is None
    assert embed_address("https://youtu.be/abc") == "https://youtu.be/abc"

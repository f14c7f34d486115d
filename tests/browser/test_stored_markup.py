"""No markup that somebody stored runs script, whatever the page's policy.

The policy is switched off for these visits: what is stored has to be harmless by itself.
"""

import json

import pytest

from articles.body import BodyRefused, clean
from articles.draft_contents import DraftRefused
from articles.drafts import save_draft
from articles.publishing import Order, publish_many
from tests.browser.conftest import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]

OWN_PAYLOADS = [
    "<script>alert(1)</script>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text y=20>x</text></a></svg>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror=alert(1)//",
    "<p onmouseover=alert(1) onfocus=alert(1) tabindex=0 autofocus>x</p>",
    "<a href='java\nscript:alert(1)'>x</a>",
    "<a href='&#1;javascript:alert(1)'>x</a>",
    "<a href='JaVaScRiPt&colon;alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<object data='javascript:alert(1)'></object><embed src='javascript:alert(1)'>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href='javascript:alert(1)//'><a href='x'>x</a>",
    "<form action='javascript:alert(1)'><button>x</button><input autofocus onfocus=alert(1)></form>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<video><source onerror=alert(1)></video><audio src=x onerror=alert(1)>",
    "<style>@import 'javascript:alert(1)'; * {background: url(javascript:alert(1))}</style>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "<textarea></textarea><img src=x onerror=alert(1)></textarea>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<xmp><p title='</xmp><img src=x onerror=alert(1)>'></xmp>",
    "<template><script>alert(1)</script></template>",
    "<marquee onstart=alert(1)>x</marquee><body onload=alert(1)>",
    "<figure data-image-id='x\" onclick=\"alert(1)'><figcaption><img src=x onerror=alert(1)></figcaption></figure>",
    "<figure data-embed-url='javascript:alert(1)' data-embed-provider='youtube'></figure>",
    "</title></head></main><script>alert(1)</script>",
    "'\"><img src=x onerror=alert(1)>",
    "{{ 7|add:7 }}{% now 'Y' %}${alert(1)}",
    "\u2028<img src=x onerror=alert(1)>\u2029",
]  # fmt: skip

# Wakes whatever waits for somebody, then says what could still run.
WAKE = """() => {
  const kinds = ["mouseover", "mouseenter", "focus", "toggle", "resize", "error", "load", "animationend"];
  for (const one of document.querySelectorAll("*")) {
    for (const kind of kinds) one.dispatchEvent(new Event(kind, { bubbles: false }));
  }
  const armed = [...document.querySelectorAll("*")].filter((one) =>
    [...one.attributes].some(({ name, value }) =>
      /^on/i.test(name) || /^[\\s\\0-\\x1f]*(javascript|vbscript|data):/i.test(value)));
  const strange = document.querySelectorAll("script, iframe, object, embed, base, form:not(.search), svg, math, style");
  return [...armed, ...strange].map((one) => one.outerHTML);
}"""


@pytest.fixture
def guest(visitor):
    """A visitor whose browser pays no heed to the page's policy."""
    return visitor(bypass_csp=True)


def offences(guest: Visitor, path: str) -> list[str]:
    """Open a page, wake what sleeps in it, and return everything that happened or still could."""
    page = guest.open(path)
    armed = page.evaluate(WAKE)
    page.wait_for_timeout(20)
    assert page.url.startswith(guest.home)
    return armed + guest.noticed


def publish(contents):
    """Publish articles and return the addresses of their pages; what is refused is stored nowhere."""
    saved = []
    for content in contents:
        try:
            saved.append(save_draft(changes=content, by=None).article.id)
        except DraftRefused:
            continue
    editions = publish_many(orders=[Order(article) for article in saved], by=None)
    return [f"/articles/{edition.slug}/" for edition in editions]


def cleaned(payload: str) -> str:
    try:
        return clean(payload).html
    except BodyRefused:
        return ""


def in_bodies(payloads: list[str]) -> list[dict[str, str]]:
    """Return articles with the payloads one after the other: as they are, and each cleaned by itself first.

    As they are, an unclosed one may swallow the next; cleaned, none can.
    """
    batches = [payloads[start : start + 40] for start in range(0, len(payloads), 40)]
    bodies = ["\n".join(batch) for batch in batches]
    bodies += ["".join(map(cleaned, batch)) for batch in batches]
    return [
        {"headline": f"Batch {number}", "body": f"<p>Batch</p>{body}"}
        for number, body in enumerate(bodies)
    ]


def in_fields(payloads: list[str]) -> list[dict[str, str]]:
    """Return briefs that say each payload in every field that takes a text."""
    return [
        {"kind": "brief", "slug": f"brief-{number}", "headline": payload[:150], "kicker": payload[:100],
         "standfirst": payload, "byline": payload[:300], "seo_title": payload[:150]}
        for number, payload in enumerate(payloads)
    ]  # fmt: skip


def test_this_would_notice_a_script_that_runs(guest):
    guest.open("/")
    guest.page.set_content("<img src=x onerror=alert(1)><a href='javascript:alert(2)'>x</a>")
    guest.page.wait_for_timeout(100)
    assert guest.dialogs == ["1"]
    assert len(guest.page.evaluate(WAKE)) == 2


def test_no_body_of_ours_runs_script(guest):
    addresses = publish(in_bodies(OWN_PAYLOADS))
    assert addresses
    assert {path: offences(guest, path) for path in addresses} == {path: [] for path in addresses}


def test_no_field_runs_script(guest):
    addresses = ["/", *publish(in_fields(OWN_PAYLOADS))]
    assert len(addresses) > 25
    assert {path: offences(guest, path) for path in addresses} == {path: [] for path in addresses}


def test_no_search_runs_script(guest):
    for payload in OWN_PAYLOADS:
        guest.page.goto(guest.home)
        guest.page.get_by_role("searchbox").fill(payload)
        guest.page.keyboard.press("Enter")
        guest.page.wait_for_url("**/search/**")
        assert guest.page.evaluate(WAKE) == [], payload
    assert guest.dialogs == []


@pytest.mark.external
def test_no_collected_payload_runs_script_in_a_body(guest, shared):
    addresses = publish(in_bodies(collected(shared)))
    assert len(addresses) > 20
    assert {path: offences(guest, path) for path in addresses} == {path: [] for path in addresses}


@pytest.mark.external
def test_no_collected_payload_runs_script_in_a_list(guest, shared):
    addresses = publish(in_fields(collected(shared)))
    assert len(addresses) > 400
    path, seen = "/", 0
    while path:
        assert offences(guest, path) == [], path
        seen += guest.page.locator(".item").count()
        older = guest.page.locator("a[rel=next]")
        path = older.get_attribute("href") if older.count() else None
    assert seen == len(addresses)


def collected(shared) -> list[str]:
    lines = (shared / "data/text/xss_payloads.jsonl").read_text().splitlines()
    return [json.loads(line)["payload"] for line in lines]

"""A real Chromium for the tests in this folder: `make browser` installs it and runs them."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request, sync_playwright

from articles.models import Edition
from articles.sample_newsroom.loading import load_sample_newsroom
from cms.access.models import User
from tests import asked

NAMES = ("chromium", "chromium-browser", "google-chrome")
# Tests run as root in a container, which has no room for Chromium's own sandbox.
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]

# A picture that is loaded late is not drawn yet when it has come: decode() waits for both.
LOAD_PICTURES = """
Promise.all([...document.images].map((image) => {
  image.loading = "eager";
  return image.decode().catch(() => null);
}))
"""


class Visitor:
    """A browser page, and a note of everything that a calm page never does.

    `noticed` holds console errors and warnings, exceptions, dialogs, answers of 400 and above, and
    requests to any other host. `dialogs` holds what alert() and its like said.
    """

    def __init__(self, page: Page, home: str) -> None:
        self.page, self.home = page, home
        self.noticed: list[str] = []
        self.dialogs: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.noticed.append(f"exception: {error}"))
        page.on("dialog", self._answer)
        page.on("request", self._watch)
        page.on("response", lambda answer: self._note_failure(answer.status, answer.url))

    def open(self, path: str) -> Page:
        """Open an address of the test's server, load every picture, and return the page."""
        self.page.goto(f"{self.home}{path}")
        self.page.evaluate(LOAD_PICTURES)
        return self.page

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.noticed.append(f"console: {message.text}")

    def _answer(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        self.noticed.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _watch(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob"} and address.netloc != urlsplit(self.home).netloc:
            self.noticed.append(f"request: {request.url}")

    def _note_failure(self, status: int, address: str) -> None:
        if status >= 400:
            self.noticed.append(f"answer: {status} {address}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Yield the browser; every test gets its own context of it."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    assert path, "There is no Chromium here: `make browser` installs it, or set CHROMIUM."
    # Playwright keeps an event loop in this thread, in which Django would refuse the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def server(live_server, settings) -> str:
    """Return the address of a server on the test's database, which documents name, too."""
    settings.PUBLIC_URL = live_server.url
    return str(live_server.url)


@pytest.fixture
def visitor(chromium, server) -> Iterator[Callable[..., Visitor]]:
    """Yield a function that makes a visitor; its arguments are those of Playwright's new_context."""
    contexts = []

    def make(**wishes: object) -> Visitor:
        context = chromium.new_context(**wishes)
        contexts.append(context)
        return Visitor(context.new_page(), server)

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def editor(visitor, server) -> Callable[..., Visitor]:
    """Return a function that makes a visitor who is logged in as somebody who may do everything."""
    person = User.objects.create_superuser("editor", password="a-password-for-tests")
    browser = Client()
    browser.force_login(person)
    cookie = browser.cookies[settings.SESSION_COOKIE_NAME].value

    def make(**wishes: Any) -> Visitor:
        made: Visitor = visitor(**{"viewport": {"width": 1440, "height": 1000}, **wishes})
        name = settings.SESSION_COOKIE_NAME
        made.page.context.add_cookies([{"name": name, "value": cookie, "url": server}])
        return made

    return make


@pytest.fixture
def screenshot() -> Callable[[Page, str], None]:
    """Return a function that stores a picture of the whole page, for people to look at.

    In `var/screenshots` with `make screenshots`, else among the run's scratch files.
    """
    folder = Path(os.environ.get("SCREENSHOTS") or asked.FOLDER / "screenshots")
    return lambda page, name: _store(page, folder / f"{name}.png")


def _store(page: Page, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path, full_page=True)


# Which article of the sample newsroom shows what.
TELLING = {
    "article": "ice-road.en",
    "article-russian": "lake-heat.ru",
    "article-kazakh": "water-level.kk",
    "article-ai": "budget-shade.en",
    "withdrawn": "aquarium.en",
}


@pytest.fixture
def newsroom(server) -> dict[str, str]:
    """Load the sample newsroom and return the addresses of its most telling pages, by name."""
    load_sample_newsroom(now=timezone.now())
    slugs = Edition.objects.standing().filter(article__external_id__in=TELLING.values())
    slug_of = dict(slugs.values_list("article__external_id", "slug"))
    section = Edition.objects.live().values_list("section__slug", flat=True).first()
    return {
        "front": "/",
        "front-russian": "/?language=ru",
        "front-kazakh": "/?language=kk",
        "section": f"/tags/{section}/?language=en",
        "search": "/search/?q=lake",
        "not-found": "/articles/nothing-here/",
        **{name: f"/articles/{slug_of[key]}/" for name, key in TELLING.items()},
    }

"""A plain-text article page is read whole, or refused with one sentence."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.attributions import QUOTED, REPORTED_BY
from articles.page import (
    PageRefused,
    body_html,
    decode,
    language_of,
    normalised_headline,
    read_page,
)

PAGE = """\
Port Marlow: Reuters Says Ferry Line May Return by Spring
Photo: Midjourney AI Generated, ill. purposes.
Reuters reports that the harbour council is in talks about a new ferry line, Orda reports.
The old line closed after the storm of 2019. It carried 900 people a day.
The council set three conditions:
- a winter timetable
- a fare below five crowns
Talks go on in March.
Latest news
- Lighthouse Keeper Retires After 40 Years
- Mayor’s “Quiet Hour” Ends in Dispute
- Three Boats Missing - Search Goes On
"""


@pytest.fixture
def page():
    return read_page(PAGE)


def test_the_parts_of_a_page_are_told_apart(page):
    assert page.headline == "Port Marlow: Reuters Says Ferry Line May Return by Spring"
    assert page.credit_line == "Photo: Midjourney AI Generated, ill. purposes."
    assert page.language == "en"
    assert page.latest == (
        "Lighthouse Keeper Retires After 40 Years",
        "Mayor’s “Quiet Hour” Ends in Dispute",
        "Three Boats Missing - Search Goes On",
    )


def test_the_body_has_its_paragraphs_and_the_list_stays_in_it(page):
    assert page.blocks[1].startswith("The old line closed")
    assert page.blocks[3] == ("a winter timetable", "a fare below five crowns")
    assert page.paragraphs[-1] == "Talks go on in March."
    assert len(page.paragraphs) == 6


def test_the_sources_are_suggested(page):
    assert [(source.name, source.role) for source in page.sources] == [
        ("Orda", REPORTED_BY),
        ("Reuters", QUOTED),
    ]


def test_the_body_as_html_is_escaped():
    page = read_page("Ferry\n\n1 < 2 & <script>\n\n- a <b>\n- c")
    assert body_html(page) == (
        "<p>1 &lt; 2 &amp; &lt;script&gt;</p><ul><li>a &lt;b&gt;</li><li>c</li></ul>"
    )


@pytest.mark.external
def test_the_real_page_is_read_whole(shared):
    page = read_page(decode((shared / "seed" / "article-page.txt").read_bytes()))
    assert page.headline.startswith("Syria: Bloomberg Claims Russia")
    assert page.credit_line == "Photo: Grok AI Generated, ill. purposes."
    assert len(page.blocks) == 7
    assert len(page.latest) == 20
    assert page.latest[-1].endswith("After Teenager’s Family Killing")
    assert [(source.slug, source.role) for source in page.sources] == [
        ("orda", REPORTED_BY),
        ("bloomberg", QUOTED),
    ]


@pytest.mark.parametrize(
    "changed",
    [
        PAGE.replace("\n", "\r\n"),
        PAGE.replace("\n", "\n\n"),
        "\n\n" + PAGE,
        "\ufeff" + PAGE,
        PAGE.replace("\n", "  \n"),
        PAGE.replace("Latest news", "## Latest News:"),
        PAGE.replace("Latest news\n- ", "Latest news\n• ").replace("\n- Mayor", "\n* Mayor"),
        PAGE.rstrip(),
    ],
)
def test_the_same_page_set_otherwise_reads_the_same(page, changed):
    assert read_page(changed) == page


@pytest.mark.parametrize(
    "credit",
    [
        "Photo: Anna Lee",
        "Photo by Anna Lee / Reuters",
        "Image: Reuters",
        "Illustration: Midjourney",
        "AI-generated image / DALL·E 3",
        "REUTERS/Anna Lee",
        "© Anna Lee",
        "Фото: сгенерировано ИИ",
        "Фото Reuters",
        "Сурет: ЖИ көмегімен жасалған",
    ],
)
def test_a_credit_line_in_another_form_is_a_credit_line(credit):
    page = read_page(f"Ferry returns\n{credit}\nIt is late.")
    assert (page.credit_line, page.paragraphs) == (credit, ("It is late.",))


@pytest.mark.parametrize(
    "sentence",
    [
        "AI-generated images flood the town.",
        "Image by image, the town was drawn.",
        "Images from the harbour show damage.",
        "Photo: " + "and then " * 40,
        "Source: Reuters",
        "Фото сделано вчера, говорит мэр.",
    ],
)
def test_a_sentence_is_no_credit_line(sentence):
    page = read_page(f"Ferry returns\n{sentence}\nIt is late.")
    assert page.credit_line == ""
    assert page.paragraphs[0] == sentence.strip()


def test_a_page_may_be_its_headline_alone():
    page = read_page("Ferry returns")
    assert (page.headline, page.credit_line, page.blocks, page.latest) == (
        "Ferry returns",
        "",
        (),
        (),
    )


@pytest.mark.parametrize(
    ("heading", "language"),
    [("Последние новости", "ru"), ("Соңғы жаңалықтар", "kk"), ("Latest Headlines:", "en")],
)
def test_the_list_of_latest_headlines_is_found_in_three_languages(heading, language):
    body = {"ru": "Паром вернулся.", "kk": "Кеме қайта оралды.", "en": "It is back."}[language]
    page = read_page(f"{body}\n{body}\n{heading}\n— {body}\n— {body}")
    assert page.latest == (body, body)
    assert page.language == language


def test_latest_headlines_without_bullets_are_lines():
    assert read_page("Ferry\nLatest news\nOne\n\nTwo").latest == ("One", "Two")


def test_direct_speech_with_a_dash_is_no_list():
    page = read_page("Паром\n— Мы вернёмся, — сказал мэр.\n— Когда?")
    assert page.blocks == ("— Мы вернёмся, — сказал мэр.", "— Когда?")


def test_a_text_wrapped_in_a_narrow_column_is_joined():
    page = read_page("Ferry\n\nThe ferry is\nback in Port\nMarlow.\n\nIt is late.")
    assert page.blocks == ("The ferry is back in Port Marlow.", "It is late.")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "The page is empty"),
        (" \n\t\n", "The page is empty"),
        ("Photo: Reuters\nIt is late.", "no headline: its first line is a photo credit"),
        ("- Ferry\n- Boat", "no headline: its first line is a list item"),
        ("Latest news\n- Ferry", "no headline: its first line is the heading of a list"),
        ("* * *\nIt is late.", "no headline"),
        ("—…—\nIt is late.", "no headline: its first line is without any word"),
        ("x" * 301, "301 characters and cannot be a headline"),
        ("Ferry\nLatest news\n- " + "x" * 301, "Line 3 has 301 characters"),
        ("Ferry\nLatest news\n- One\nfoot note", "Line 4 stands in the list"),
        ("Ferry\x00", "not plain text"),
        ("Ferry\nlate\x07", "not plain text"),
        ("Ferry \ud800", "not plain text"),
        ("Ferry\n" + "x" * 1_000_000, "at most 1,000,000"),
    ],
)
def test_what_is_no_page_is_refused_with_one_sentence(text, sentence):
    with pytest.raises(PageRefused, match=sentence) as refused:
        read_page(text)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("headline", ["Photos: Snow Covers the Coast", "Photo: Fire at the Mill"])
def test_a_headline_that_starts_like_a_credit_is_a_headline(headline):
    assert read_page(f"{headline}\nIt is late.").headline == headline


@pytest.mark.parametrize("data", [PAGE.encode(), b"\xef\xbb\xbf" + PAGE.encode()])
def test_utf_8_is_decoded_with_or_without_its_mark(data):
    assert decode(data) == PAGE


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty"),
        (b" \n", "The file is empty"),
        ("Ferry".encode("utf-16"), "UTF-16: save it as UTF-8"),
        ("Ferry".encode("utf-16-le"), "not plain text"),
        ("Паром".encode("cp1251"), "not in UTF-8 \\(at byte 1\\)"),
        (b"\x89PNG\r\n\x1a\n\xff\xfe\xfd", "not plain text"),
        (b"PK\x03\x04\x14\x00\x06", "not plain text"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\x1f\x8b", "not plain text"),
    ],
)
def test_what_is_no_text_in_utf_8_is_refused_with_one_sentence(data, sentence):
    with pytest.raises(PageRefused, match=sentence):
        decode(data)


@pytest.mark.parametrize(
    "typed",
    [
        "Mayor’s “Quiet Hour” Ends – in Dispute",
        'mayor\'s "quiet hour" ends - in dispute',
        "  MAYOR'S  «QUIET HOUR»\u00a0ENDS — IN DISPUTE. ",
        'Mayor\'s "Quiet Hour" Ends\u2009\u2014\u2009in Dispute…',
    ],
)
def test_a_headline_is_recognised_however_it_was_typed(typed):
    assert normalised_headline(typed) == 'mayor\'s "quiet hour" ends-in dispute'


def test_different_headlines_have_different_keys():
    headlines = ("Ferry Returns", "Ferry Return", "Ferry Returns 2", "Паром", "Кеме")
    assert len({normalised_headline(headline) for headline in headlines}) == 5


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ferry returns", "en"),
        ("Паром вернулся", "ru"),
        ("Reuters: паром вернулся в порт", "ru"),
        ("Кеме қайта оралды", "kk"),
        ("東京の港", "und"),
        ("2024", "und"),
    ],
)
def test_the_language_is_told_by_the_letters(text, language):
    assert language_of(text) == language


@given(text=st.text(max_size=200))
def test_a_key_of_a_key_is_itself(text):
    assert normalised_headline(normalised_headline(text)) == normalised_headline(text)


@given(
    text=st.one_of(
        st.text(st.characters(), max_size=200),
        st.lists(
            st.sampled_from([*PAGE.splitlines(), "", "-", "•", "# ", "Фото: "]), max_size=12
        ).map("\n".join),
    )
)
def test_any_text_is_read_or_refused(text):
    with suppress(PageRefused):
        assert read_page(text).headline


@given(data=st.binary(max_size=200))
def test_any_bytes_are_decoded_or_refused(data):
    with suppress(PageRefused):
        assert decode(data).encode().endswith(data.removeprefix(b"\xef\xbb\xbf"))

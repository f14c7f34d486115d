from articles import body
from articles.recent_bodies import read_body, remember

HTML = "<p>One</p><p>One</p><ul><li><p>Two</p></li></ul>"


def test_a_body_that_was_read_a_moment_ago_is_read_once():
    assert read_body(HTML) is read_body(HTML)


def test_what_was_cleaned_is_what_a_reading_finds():
    kept = remember(body.clean(HTML).document)
    assert read_body(HTML) is kept
    assert kept.blocks() == body.parse(HTML).blocks()


def test_only_the_last_bodies_are_kept():
    first = read_body("<p>first</p>")
    for number in range(1024):
        read_body(f"<p>{number}</p>")
    assert read_body("<p>first</p>") is not first


def test_a_very_long_body_is_not_kept():
    html = f"<p>{'a' * 60_000}</p>"
    assert read_body(html) is not read_body(html)

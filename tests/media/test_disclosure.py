"""The Digital Source Type vocabulary and the words that disclose it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media import disclosure

SEED_CREDIT = "Photo: Grok AI Generated, ill. purposes."


def test_the_whole_vocabulary_is_here():
    assert len(disclosure.SOURCE_TYPES) == 20
    assert len({kind.term for kind in disclosure.SOURCE_TYPES}) == 20


def test_an_address_uses_http_and_the_case_of_the_standard():
    kind = disclosure.source_type("trainedAlgorithmicMedia")
    assert kind is not None
    assert kind.uri == ("http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia")


@pytest.mark.parametrize("kind", disclosure.SOURCE_TYPES, ids=lambda kind: kind.term)
def test_a_term_is_found_in_each_of_its_forms(kind):
    assert disclosure.source_type(kind.term) is kind
    assert disclosure.source_type(kind.uri) is kind
    assert disclosure.source_type(kind.uri.replace("http:", "https:") + "/") is kind
    assert disclosure.source_type(f"digsrctype:{kind.term}") is kind


@pytest.mark.parametrize(
    "stranger",
    ["", "photo", "DIGITALCAPTURE", "http://cv.iptc.org/newscodes/genre/print", "print/print"],
)
def test_a_stranger_is_no_term(stranger):
    assert disclosure.source_type(stranger) is None
    assert not disclosure.is_ai(stranger)
    assert disclosure.public_class(stranger) == disclosure.NOT_STATED


def test_exactly_three_terms_are_ai():
    assert set(disclosure.AI_TERMS) == {
        "trainedAlgorithmicMedia",
        "compositeWithTrainedAlgorithmicMedia",
        "compositeSynthetic",
    }
    assert all(disclosure.is_ai(disclosure.VOCABULARY + term) for term in disclosure.AI_TERMS)


def test_retired_terms_are_read_and_never_written():
    retired = {kind.term: kind.replaced_by for kind in disclosure.SOURCE_TYPES if kind.is_retired}
    assert retired == {
        "minorHumanEdits": "humanEdits",
        "digitalArt": "digitalCreation",
        "softwareImage": "digitalCreation",
    }
    assert not set(retired) & set(disclosure.WRITABLE_TERMS)
    assert len(disclosure.WRITABLE_TERMS) == 17


def test_what_is_stored_for_a_retired_term_is_its_replacement():
    assert disclosure.writable_term(disclosure.VOCABULARY + "digitalArt") == "digitalCreation"
    assert disclosure.writable_term("print") == "print"
    assert disclosure.writable_term("snapshot") is None


def test_schema_org_has_no_member_for_three_terms():
    without = {kind.term for kind in disclosure.SOURCE_TYPES if kind.schema_org is None}
    assert without == {"humanEdits", "digitalCreation", "softwareImage"}


@pytest.mark.parametrize("kind", disclosure.SOURCE_TYPES, ids=lambda kind: kind.term)
def test_every_term_has_a_label_in_every_language(kind):
    labels = [disclosure.label(kind.term, language) for language in disclosure.LANGUAGES]
    assert all(labels)
    assert labels[0] != labels[1]


def test_every_ai_term_says_ai_in_every_language():
    for kind in disclosure.SOURCE_TYPES:
        if kind.is_ai:
            for word, label, phrase in zip(
                ("AI", "ИИ", "ЖИ"), kind.labels, kind.phrases, strict=True
            ):
                assert word in label
                assert word in phrase


def test_a_region_is_ignored_and_an_unknown_language_is_answered_in_english():
    assert disclosure.label("screenCapture", "ru-KZ") == "Снимок экрана"
    assert disclosure.label("screenCapture", "kk_Cyrl_KZ") == "Экран көшірмесі"
    assert disclosure.label("screenCapture", "tr") == "Screenshot"


def test_an_image_of_unstated_origin_says_so():
    assert disclosure.label("", "en") == "Origin not stated"


def caption(credit="", term="trainedAlgorithmicMedia", **given_words):
    return disclosure.caption_line(credit=credit, term=term, **given_words)


def test_a_caption_names_the_system_and_the_purpose():
    line = caption(ai_system="Grok", is_illustrative=True)
    assert line == "AI-generated with Grok, illustrative"


def test_a_credit_that_says_it_all_stands_alone():
    assert caption(SEED_CREDIT, ai_system="Grok", is_illustrative=True) == SEED_CREDIT


@pytest.mark.parametrize(
    ("language", "disclosed"),
    [
        ("ru", "Создано ИИ, иллюстративное изображение"),
        ("kk", "ЖИ көмегімен жасалған, көрнекі сурет"),
    ],
)
def test_a_credit_in_another_language_is_explained_to_the_reader(language, disclosed):
    line = caption(SEED_CREDIT, ai_system="Grok", is_illustrative=True, language=language)
    assert line == f"{disclosed}. {SEED_CREDIT}"


@pytest.mark.parametrize(
    ("language", "credit"),
    [
        ("en", "Image generated with AI"),
        ("ru", "Фото: сгенерировано ИИ"),
        ("ru", "Иллюстрация создана с помощью нейросети"),
        ("kk", "Сурет: ЖИ көмегімен жасалған"),
        ("kk", "Жасанды интеллект көмегімен жасалған сурет"),
    ],
)
def test_a_credit_that_says_ai_in_its_own_words_is_not_repeated(language, credit):
    assert caption(credit, language=language) == credit


def test_a_credit_that_only_names_the_system_gets_the_disclosure():
    line = caption("Illustration: Midjourney", ai_system="Midjourney", is_illustrative=True)
    assert line == "AI-generated. Illustration: Midjourney"


def test_a_credit_that_leaves_out_the_system_gets_it():
    line = caption("AI-generated image", ai_system="Grok")
    assert line == "AI-generated with Grok. AI-generated image"


def test_a_credit_that_hides_the_ai_is_kept_and_answered():
    assert caption("Photo: City Desk") == "AI-generated. Photo: City Desk"


@pytest.mark.parametrize(
    ("language", "credit"),
    [
        ("en", "This is not AI-generated"),
        ("en", "Made without AI"),
        ("en", "Never generated by AI"),
        ("ru", "Не создано ИИ"),
        ("ru", "Фото без использования ИИ"),
        ("kk", "ЖИ көмегімен жасалмаған"),
    ],
)
def test_a_credit_that_denies_the_ai_does_not_silence_the_disclosure(language, credit):
    line = caption(credit, language=language)
    assert line.endswith(f". {credit}")
    assert len(line) > len(credit) + 2


def test_a_system_hidden_in_another_word_is_not_named():
    assert caption("Grokster Studio", ai_system="Grok") == "AI-generated with Grok. Grokster Studio"


def test_a_photograph_has_only_its_credit():
    assert caption("Photo: City Desk", term="digitalCapture") == "Photo: City Desk"
    assert caption("", term="digitalCapture") == ""


def test_an_image_of_unstated_origin_still_says_that_it_is_illustrative():
    line = caption("Photo: City Desk", term="", is_illustrative=True)
    assert line == "Illustrative. Photo: City Desk"


def test_an_edited_image_says_so_once():
    assert caption("City Desk", term="composite") == "Composite image. City Desk"
    line = caption("Composite image: City Desk", term="composite")
    assert line == "Composite image: City Desk"


def test_the_document_gives_the_address_and_the_label():
    answer = disclosure.document(
        term="trainedAlgorithmicMedia", ai_system="Grok", is_illustrative=True, language="ru"
    )
    assert answer == {
        "is_ai": True,
        "digital_source_type": disclosure.VOCABULARY + "trainedAlgorithmicMedia",
        "label": "Изображение создано ИИ",
        "ai_system": "Grok",
        "is_illustrative": True,
        "is_confirmed": False,
    }


def test_the_document_of_an_unstated_origin_has_nulls():
    answer = disclosure.document(term="")
    assert answer["digital_source_type"] is None
    assert answer["label"] is None
    assert answer["ai_system"] is None
    assert answer["is_ai"] is False


@given(
    credit=st.text(max_size=60),
    term=st.sampled_from(("", *disclosure.WRITABLE_TERMS)),
    ai_system=st.text(max_size=12),
    is_illustrative=st.booleans(),
    language=st.sampled_from(("en", "ru", "kk", "fr")),
)
def test_no_caption_ever_loses_the_credit(credit, term, ai_system, is_illustrative, language):
    line = disclosure.caption_line(
        credit=credit,
        term=term,
        ai_system=ai_system,
        is_illustrative=is_illustrative,
        language=language,
    )
    assert line.endswith(credit.strip())

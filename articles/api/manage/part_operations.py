"""What the OpenAPI document says of the addresses of an article's citations and pins in the manage API."""

from articles.api.manage.operations import KEY, TAG
from cms.access.scopes import ARTICLES_WRITE, DRAFTS_READ
from cms.http.json_body import MEDIA_TYPE, PATCH_MEDIA_TYPE
from cms.http.json_schema import identifier, ref
from cms.http.openapi import Path
from cms.http.openapi_keyed import Keyed, keyed_operations

_ARTICLE = "/api/v1/manage/articles/ferry-to-the-eastern-shore-runs-every-hour-from-monday/"
_EXAMPLE = "0199a1f0-5c1e-7c3a-9d52-6f1d8c0b7a11"
_RECEIPT, _CITATION_RECEIPT = ref("Receipt"), ref("CitationReceipt")
_CITATION = '{"source": "shyrak-news-agency", "role": "quoted"}'

citations_described = keyed_operations(
    TAG,
    f"{_ARTICLE}citations/",
    KEY,
    get=Keyed(
        "manageListCitations",
        "The citations of an article, in their order",
        DRAFTS_READ,
        {200: ref("Citations")},
        "The ETag is the article's revision, here and at each citation.",
        refusals=[404],
    ),
    put=Keyed(
        "manageReplaceCitations",
        "Replace the citations of an article, or put them in another order",
        ARTICLES_WRITE,
        {200: _RECEIPT},
        "One that the body marks a passage with cannot be left out.",
        body=ref("CitationList"),
        send=f'{{"citations": [{_CITATION}]}}',
        refusals=[404, 409, 422],
        changes=True,
    ),
    post=Keyed(
        "manageAddCitation",
        "Add a citation after the others",
        ARTICLES_WRITE,
        {201: _CITATION_RECEIPT},
        body=ref("CitationDocument"),
        send=_CITATION,
        refusals=[404, 409, 422],
        changes=True,
        repeatable=True,
    ),
)
citation_described = keyed_operations(
    TAG,
    f"{_ARTICLE}citations/{_EXAMPLE}/",
    KEY,
    Path("citation", identifier(), "Id of a citation of the article."),
    get=Keyed(
        "manageGetCitation",
        "One citation",
        DRAFTS_READ,
        {200: ref("ManagedCitation")},
        "What it says, PUT accepts.",
        refusals=[404],
    ),
    put=Keyed(
        "manageReplaceCitation",
        "Replace what is said of one citation",
        ARTICLES_WRITE,
        {200: _CITATION_RECEIPT},
        "It keeps its id and its place.",
        body=ref("CitationDocument"),
        send=_CITATION,
        refusals=[404, 409, 422],
        changes=True,
    ),
    patch=Keyed(
        "manageChangeCitation",
        "Change some of what is said of one citation",
        ARTICLES_WRITE,
        {200: _CITATION_RECEIPT},
        body=ref("CitationPatch"),
        send='{"url": "https://wire.example/ferry"}',
        media_types=(MEDIA_TYPE, PATCH_MEDIA_TYPE),
        refusals=[404, 409, 422],
        changes=True,
    ),
    delete=Keyed(
        "manageDeleteCitation",
        "Take one citation away",
        ARTICLES_WRITE,
        {204: None},
        "409 while the body marks a passage with it.",
        refusals=[404, 409],
        changes=True,
    ),
)
pins_described = keyed_operations(
    TAG,
    f"{_ARTICLE}pins/",
    KEY,
    get=Keyed(
        "manageListPins",
        "The ids of the pinned articles, in their order",
        DRAFTS_READ,
        {200: ref("Pins")},
        "The ETag is the article's revision.",
        refusals=[404],
    ),
    put=Keyed(
        "manageReplacePins",
        "Replace the pins of an article, or put them in another order",
        ARTICLES_WRITE,
        {200: _RECEIPT},
        body=ref("PinList"),
        send='{"pins": ["harbour-reopens"]}',
        refusals=[404, 409],
        changes=True,
    ),
    post=Keyed(
        "managePinArticle",
        "Pin one more article after the others",
        ARTICLES_WRITE,
        {200: _RECEIPT},
        body=ref("Pin"),
        send='{"article": "harbour-reopens"}',
        refusals=[404, 409],
        changes=True,
        repeatable=True,
    ),
)
pin_described = keyed_operations(
    TAG,
    f"{_ARTICLE}pins/{_EXAMPLE}/",
    KEY,
    Path("pinned", identifier(), "Id of the article that is pinned."),
    delete=Keyed(
        "manageUnpinArticle",
        "Take one pin away",
        ARTICLES_WRITE,
        {204: None},
        refusals=[404, 409],
        changes=True,
    ),
)

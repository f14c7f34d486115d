"""What the OpenAPI document says of each address of the read API; the views carry these as decorators."""

from articles.api.article_parameters import ArticleParameters, PreviewParameters, RelatedParameters
from articles.api.list_parameters import ArticleListParameters, HeadlineListParameters
from articles.api.parameters import NoParameters
from articles.api.schemas.things import SLUG
from articles.api.thing_parameters import THING_DETAILS, THING_LISTS
from cms.http.json_schema import identifier, ref, text
from cms.http.openapi import Path, operation
from cms.http.openapi_keyed import Keyed, keyed_operations

_API = "/api/v1"
_ARTICLE = Path(
    "key",
    text(anyOf=[{"format": "uuid"}, SLUG]),
    "Id or slug of an article; a former slug answers 301.",
)

list_articles = operation(
    "listArticles",
    summary="Articles, newest first",
    description=(
        "The article shape, without bodies unless `body` asks for a form of them. Pages are stable "
        "while articles come and go: follow `next` as it is given."
    ),
    example=f"{_API}/articles/?body=text&limit=5",
    tag="articles",
    answers="ArticleList",
    has_parts=True,
    parameters=ArticleListParameters.openapi_parameters(),
    headers=["Link"],
)
get_article = operation(
    "getArticle",
    summary="One article",
    description=(
        "The article with its body. `include=related,latest` answers a whole page in one call. A withdrawn "
        "article is 410 and says what became of it, or 301 to the one that stands in for it."
    ),
    example=f"{_API}/articles/ferry-to-the-eastern-shore-runs-every-hour-from-monday/?include=related,latest",
    tag="articles",
    answers="Article",
    has_parts=True,
    parameters=ArticleParameters.openapi_parameters(),
    path=_ARTICLE,
    headers=["Last-Modified"],
    refusals=[404, 410],
    gone="GoneProblem",
    moves=True,
)
get_preview = keyed_operations(
    "preview",
    f"{_API}/preview/articles/0199a1f0-5c1e-7c3a-9d52-6f1d8c0b7a11/",
    Path("article", identifier(), "Id of the article."),
    get=Keyed(
        "previewArticle",
        "One article, as it stands in the newsroom",
        "drafts:read",
        {200: {"anyOf": [ref("Article"), ref("ArticlePart")]}},
        description=(
            "What readers would get if the working copy were published now, in the shapes of the public article. "
            "A signed link's `token` opens it without a key, until the link expires or is revoked. Nothing of it "
            "may be stored; addresses of pictures that are not public open for an hour or two."
        ),
        parameters=PreviewParameters.openapi_parameters(),
        refusals=[404],
    ),
)
list_related = operation(
    "listRelated",
    summary="Relatives of an article",
    description=(
        "First those that editors pinned, then those that share the most telling tags, sources and "
        "subjects, then the latest. Each says why it is there."
    ),
    example=f"{_API}/articles/ferry-to-the-eastern-shore-runs-every-hour-from-monday/related/?limit=5",
    tag="articles",
    answers="RelatedList",
    has_parts=True,
    parameters=RelatedParameters.openapi_parameters(),
    path=_ARTICLE,
    refusals=[404, 410],
    gone="GoneProblem",
    moves=True,
)
list_headlines = operation(
    "listHeadlines",
    summary="Headlines, newest first",
    description=(
        "All that a list page shows, in one call: each headline with its lead image, caption and AI "
        "disclosure. `q` searches; `include=facets` counts how the list divides. Twenty ordinary headlines stay "
        "under 60 kB; snippets, facets and the reasons of relatives come on top."
    ),
    example=f"{_API}/headlines/?limit=20&language=en",
    tag="headlines",
    answers="HeadlineList",
    has_parts=True,
    parameters=HeadlineListParameters.openapi_parameters(),
    headers=["Link"],
)
list_tags = operation(
    "listTags",
    summary="Tags, by name",
    description="Tags that live articles carry, and their ancestors.",
    example=f"{_API}/tags/?kind=topic",
    tag="tags",
    answers="TagList",
    has_parts=True,
    parameters=THING_LISTS["tag"].openapi_parameters(),
    headers=["Link"],
)
get_tag = operation(
    "getTag",
    summary="One tag",
    description="A tag with its names, description, place, image and external ids.",
    example=f"{_API}/tags/trams/",
    tag="tags",
    answers="TagDetail",
    has_parts=True,
    parameters=THING_DETAILS["tag"].openapi_parameters(),
    path=Path("key", text(), "Id or slug of a tag; a former slug answers 301."),
    refusals=[404],
    moves=True,
)
list_sources = operation(
    "listSources",
    summary="Sources, by name",
    description="Sources that live articles cite.",
    example=f"{_API}/sources/?kind=agency",
    tag="sources",
    answers="SourceList",
    has_parts=True,
    parameters=THING_LISTS["source"].openapi_parameters(),
    headers=["Link"],
)
get_source = operation(
    "getSource",
    summary="One source",
    description="A source and how many live articles cite it.",
    example=f"{_API}/sources/shyrak-news-agency/",
    tag="sources",
    answers="SourceDetail",
    has_parts=True,
    parameters=THING_DETAILS["source"].openapi_parameters(),
    path=Path("key", text(), "Id or slug of a source; a former slug answers 301."),
    refusals=[404],
    moves=True,
)
list_images = operation(
    "listImages",
    summary="Images, newest first",
    description="Images that live articles show, each with its caption and AI disclosure.",
    example=f"{_API}/images/?ratio=16x9",
    tag="images",
    answers="ImageList",
    has_parts=True,
    parameters=THING_LISTS["image"].openapi_parameters(),
    headers=["Link"],
)
get_image = operation(
    "getImage",
    summary="One image",
    description="An image with everything that is said of it. One that was taken back for good is 410.",
    example=f"{_API}/images/0199a1f0-5c1e-7c3a-9d52-6f1d8c0b7a11/",
    tag="images",
    answers="ImageDetail",
    has_parts=True,
    parameters=THING_DETAILS["image"].openapi_parameters(),
    path=Path("key", identifier(), "Id of an image."),
    refusals=[404, 410],
)
get_site = operation(
    "getSite",
    summary="The newsroom",
    description="Its name, logo, languages, sections in order and policies.",
    example=f"{_API}/site/",
    tag="site",
    answers="Site",
    parameters=NoParameters.openapi_parameters(),
)

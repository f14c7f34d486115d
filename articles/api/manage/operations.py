"""What the OpenAPI document says of the addresses of the manage API; the views carry these as decorators."""

from collections.abc import Callable
from typing import TypeVar

from drf_spectacular.utils import OpenApiParameter

from articles.api.manage.listed import ManagedArticles
from articles.api.manage.revision_parameters import RevisionParameters
from articles.api.manage.schemas import page_of
from articles.models import WithdrawalKind
from articles.submission.decision import OnConflict
from cms.access.scopes import ARTICLES_PUBLISH, ARTICLES_WRITE, DRAFTS_READ
from cms.http.json_body import MEDIA_TYPE, PATCH_MEDIA_TYPE
from cms.http.json_schema import Schema, closed, flag, moment, ref, text, whole, word
from cms.http.openapi import Path
from cms.http.openapi_keyed import Keyed, keyed_operations

TAG = "manage"
V = TypeVar("V", bound=type)
KEY = Path("key", text(minLength=1), "Id or slug of an article, also a former slug.")
_SOURCE = Path("source", text(minLength=1), "External source: whose id it is.")
_EXTERNAL_ID = Path("external_id", text(minLength=1), "The id there; it may hold / and :.")
_RECEIPT = ref("Receipt")
_ARTICLES = "/api/v1/manage/articles/"
_EXAMPLE = "ferry-to-the-eastern-shore-runs-every-hour-from-monday"
_STORY = '{"language": "en", "headline": "Ferry returns", "body": "<p>It sails again.</p>"}'

articles_described = keyed_operations(
    TAG,
    _ARTICLES,
    get=Keyed(
        "manageListArticles",
        "Working copies, the last saved first",
        DRAFTS_READ,
        {200: page_of("WorkingCopySummary")},
        "Those that the key may see.",
        parameters=ManagedArticles.openapi_parameters(),
    ),
    post=Keyed(
        "manageCreateArticle",
        "Create an article",
        ARTICLES_WRITE,
        {201: _RECEIPT},
        "What the body cannot say is reported in `warnings`. With `then` it is published in the same transaction.",
        body=ref("ArticleDocument"),
        send=_STORY,
        refusals=[409, 422],
        repeatable=True,
    ),
)
article_described = keyed_operations(
    TAG,
    f"{_ARTICLES}{_EXAMPLE}/",
    KEY,
    get=Keyed(
        "manageGetArticle",
        "One working copy",
        DRAFTS_READ,
        {200: ref("WorkingCopy")},
        "Its ETag is its revision. What it says, PUT accepts.",
        refusals=[404],
    ),
    put=Keyed(
        "manageReplaceArticle",
        "Replace a working copy",
        ARTICLES_WRITE,
        {200: _RECEIPT},
        "What is left out is emptied. The same content again changes nothing.",
        body=ref("ArticleDocument"),
        send=_STORY,
        refusals=[404, 409, 422],
        changes=True,
    ),
    patch=Keyed(
        "manageChangeArticle",
        "Change some of a working copy",
        ARTICLES_WRITE,
        {200: _RECEIPT},
        "JSON Merge Patch on what GET answers.",
        body=ref("ArticlePatch"),
        send='{"kicker": "Harbour"}',
        media_types=(MEDIA_TYPE, PATCH_MEDIA_TYPE),
        refusals=[404, 409, 422],
        changes=True,
    ),
    delete=Keyed(
        "manageDeleteArticle",
        "Delete an article that never was public",
        ARTICLES_WRITE,
        {204: None},
        refusals=[404, 409],
        changes=True,
    ),
)
external_described = keyed_operations(
    TAG,
    f"{_ARTICLES}by-external-id/wire/2026/11/ferry:1/",
    _SOURCE,
    _EXTERNAL_ID,
    get=Keyed(
        "manageGetArticleByExternalId",
        "One working copy, by the sender's own id",
        DRAFTS_READ,
        {200: ref("WorkingCopy")},
        refusals=[404],
    ),
    put=Keyed(
        "managePushArticle",
        "Push an article: create it, or take over what is new",
        ARTICLES_WRITE,
        {200: _RECEIPT, 201: _RECEIPT, 202: _RECEIPT},
        "The same content again changes nothing. Where a person has edited since the last push, `on_conflict` decides: "
        "hold (202: an editor accepts or rejects it field by field), replace, or refuse (409). What was withdrawn is "
        "published again with replace alone, and what was killed takes no pushes (410).",
        body=ref("ArticlePush"),
        send=_STORY,
        parameters=[
            OpenApiParameter(
                "on_conflict",
                word([str(one) for one in OnConflict]),
                description="As in the document.",
            )
        ],
        refusals=[404, 409, 410, 422],
    ),
)


def action_described(
    verb: str, identifier: str, summary: str, scope: str, body: dict[str, Schema], **more: Keyed
) -> Callable[[V], V]:
    """Return the decorator of an action's address."""
    post = Keyed(
        identifier,
        summary,
        scope,
        {200: _RECEIPT},
        body=closed("What to do.", body, optional=body),
        refusals=[404, 409, 422],
        changes=True,
        repeatable=True,
    )
    return keyed_operations(TAG, f"{_ARTICLES}{_EXAMPLE}/{verb}/", KEY, post=post, **more)


publish_described = action_described(
    "publish",
    "managePublishArticle",
    "Publish a revision",
    ARTICLES_PUBLISH,
    {
        "revision": whole(1, description="The newest, unless it is named."),
        "is_minor": flag("updated_at stays."),
    },
)
schedule_described = action_described(
    "schedule",
    "manageScheduleArticle",
    "Schedule a publication or withdrawal",
    ARTICLES_PUBLISH,
    {"verb": word(["publish", "withdraw"]), "at": moment(), "revision": whole(1)},
    delete=Keyed(
        "manageCancelSchedules",
        "Cancel what is scheduled",
        ARTICLES_PUBLISH,
        {204: None},
        refusals=[404],
        changes=True,
    ),
)
withdraw_described = action_described(
    "withdraw",
    "manageWithdrawArticle",
    "Withdraw an article",
    ARTICLES_PUBLISH,
    {
        "kind": word([one for one in WithdrawalKind.values if one]),
        "reason": text("Public."),
        "replaced_by": text("Id or slug of the article that readers are sent on to."),
    },
)
correct_described = action_described(
    "correct",
    "manageCorrectArticle",
    "Say in public what was wrong",
    ARTICLES_PUBLISH,
    {"kind": word(["correction", "clarification", "update"]), "text": text(minLength=1)},
)
restore_described = action_described(
    "restore",
    "manageRestoreRevision",
    "Make an earlier revision the newest again",
    ARTICLES_WRITE,
    {"revision": whole(1)},
)
revisions_described = keyed_operations(
    TAG,
    f"{_ARTICLES}{_EXAMPLE}/revisions/",
    KEY,
    get=Keyed(
        "manageListRevisions",
        "Revisions, newest first",
        DRAFTS_READ,
        {200: page_of("Revision")},
        parameters=RevisionParameters.openapi_parameters(),
        refusals=[404],
    ),
)
revision_described = keyed_operations(
    TAG,
    f"{_ARTICLES}{_EXAMPLE}/revisions/7/?compare=6",
    KEY,
    Path("number", whole(0), "Number of the revision."),
    get=Keyed(
        "manageGetRevision",
        "One revision",
        DRAFTS_READ,
        {200: ref("RevisionDetail")},
        parameters=[
            OpenApiParameter(
                "compare", whole(0), description="Another revision to compare it with."
            )
        ],
        refusals=[404],
    ),
)
bulk_described = keyed_operations(
    TAG,
    "/api/v1/manage/bulk/",
    post=Keyed(
        "manageBulk",
        "Up to 500 operations",
        ARTICLES_WRITE,
        {200: ref("BulkResults")},
        "One that is refused leaves nothing behind and does not hinder the others, unless `atomic` asks for all "
        "or none (422, which names each operation at fault). Publishing and withdrawing need `articles:publish`.",
        body=ref("BulkOrder"),
        send='{"operations": [{"op": "upsert", "source": "wire", "external_id": "1", "document": {"language": "en"}}]}',
        refusals=[422],
        repeatable=True,
    ),
)

"""What the OpenAPI document says of the addresses of tags, sources and images in the manage API."""

from collections.abc import Callable
from typing import Any, TypeVar

from drf_spectacular.utils import OpenApiParameter

from articles.api.manage.schemas import page_of
from articles.api.manage.thing_parameters import ManagedImages, ManagedSources, ManagedTags
from cms.access.scopes import ARTICLES_PUBLISH, DRAFTS_READ, MEDIA_WRITE, VOCABULARY_WRITE
from cms.http.filters import StrictFilterSet
from cms.http.json_body import MEDIA_TYPE, PATCH_MEDIA_TYPE
from cms.http.json_schema import Schema, closed, ref, text
from cms.http.openapi import Path
from cms.http.openapi_keyed import Keyed, keyed_operations

TAG = "manage"
V = TypeVar("V", bound=type)
MULTIPART = "multipart/form-data"
_MANAGE = "/api/v1/manage/"
_RECEIPT = ref("ThingReceipt")
_SOURCE = Path("source", text(minLength=1), "External source, or scheme: whose id it is.")
_EXTERNAL_ID = Path("external_id", text(minLength=1), "The id there; it may hold / and :.")
_EXAMPLES = {
    "tag": '{"kind": "topic", "name": "Ferries"}',
    "source": '{"kind": "agency", "name": "Wire"}',
    "image": '{"alt": {"en": "A ferry at dusk"}}',
}


_UPLOAD: Schema = {
    "type": "object",
    "properties": {
        "file": {"type": "string", "contentMediaType": "application/octet-stream"},
        "document": text("What is said of the image: a JSON object."),
    },
    "required": ["file"],
}


def _key(name: str) -> Path:
    return Path(
        "key", text(minLength=1), f"Id or slug of the {name}." if name != "image" else "Id."
    )


def _list_described(
    name: str, scope: str, parameters: type[StrictFilterSet], post: Keyed
) -> Callable[[V], V]:
    title = name.title()
    get = Keyed(
        f"manageList{title}s",
        f"{title}s, the newest first",
        DRAFTS_READ,
        {200: page_of(f"Managed{title}")},
        parameters=parameters.openapi_parameters(),
    )
    return keyed_operations(TAG, f"{_MANAGE}{name}s/", get=get, post=post)


def _create(name: str, scope: str, **more: Any) -> Keyed:
    title = name.title()
    values: dict[str, Any] = {
        "body": ref(f"{title}Document"),
        "send": _EXAMPLES[name],
        "refusals": [409],
        "repeatable": True,
    }
    answers: dict[int, Schema | None] = more.pop("answers", {201: _RECEIPT})
    return Keyed(f"manageCreate{title}", f"Create one {name}", scope, answers, **values | more)


def _detail_described(name: str, scope: str, example: str) -> Callable[[V], V]:
    title = name.title()
    changing: dict[str, Any] = {"refusals": [404, 409], "changes": True}
    return keyed_operations(
        TAG,
        f"{_MANAGE}{name}s/{example}/",
        _key(name),
        get=Keyed(
            f"manageGet{title}",
            f"One {name}",
            DRAFTS_READ,
            {200: ref(f"Managed{title}")},
            "Its ETag is its version. What it says, PUT accepts.",
            refusals=[404],
        ),
        put=Keyed(
            f"manageReplace{title}",
            f"Replace what is said of one {name}",
            scope,
            {200: _RECEIPT},
            body=ref(f"{title}Document"),
            send=_EXAMPLES[name],
            **changing,
        ),
        patch=Keyed(
            f"manageChange{title}",
            f"Change some of what is said of one {name}",
            scope,
            {200: _RECEIPT},
            body=ref("ThingPatch"),
            media_types=(MEDIA_TYPE, PATCH_MEDIA_TYPE),
            send=_EXAMPLES[name],
            **changing,
        ),
        delete=Keyed(
            f"manageDelete{title}",
            f"Delete one {name} that nothing uses",
            scope,
            {204: None},
            **changing,
        ),
    )


def _external_described(name: str, scope: str) -> Callable[[V], V]:
    title = name.title()
    return keyed_operations(
        TAG,
        f"{_MANAGE}{name}s/by-external-id/wire/7/",
        _SOURCE,
        _EXTERNAL_ID,
        get=Keyed(
            f"manageGet{title}ByExternalId",
            f"One {name}, by the sender's own id",
            DRAFTS_READ,
            {200: ref(f"Managed{title}")},
            refusals=[404],
        ),
        put=Keyed(
            f"managePush{title}",
            f"Create one {name}, or change what is named and differs",
            scope,
            {200: _RECEIPT, 201: _RECEIPT},
            "The same again changes nothing.",
            body=ref(f"{title}Document"),
            send=_EXAMPLES[name],
            refusals=[404, 409, 422],  # 404: an id with a line break is no address.
        ),
    )


tags_described = _list_described(
    "tag", VOCABULARY_WRITE, ManagedTags, _create("tag", VOCABULARY_WRITE)
)
tag_described = _detail_described("tag", VOCABULARY_WRITE, "trams")
tag_external_described = _external_described("tag", VOCABULARY_WRITE)
merge_described = keyed_operations(
    TAG,
    f"{_MANAGE}tags/trams/merge/",
    _key("tag"),
    post=Keyed(
        "manageMergeTag",
        "Merge a tag into another one",
        VOCABULARY_WRITE,
        {200: _RECEIPT},
        "Its uses, children, synonyms and addresses go to the other; it leaves an alias.",
        body=closed("Which one stays.", {"into": ref("ThingReference")}),
        send='{"into": "public-transport"}',
        refusals=[404, 409],
        changes=True,
        repeatable=True,
    ),
)
sources_described = _list_described(
    "source", VOCABULARY_WRITE, ManagedSources, _create("source", VOCABULARY_WRITE)
)
source_described = _detail_described("source", VOCABULARY_WRITE, "shyrak-news-agency")
source_external_described = _external_described("source", VOCABULARY_WRITE)
images_described = _list_described(
    "image",
    MEDIA_WRITE,
    ManagedImages,
    _create(
        "image",
        MEDIA_WRITE,
        answers={200: _RECEIPT, 201: _RECEIPT},
        description=(
            "With `url` its file is fetched; as multipart it comes in the part `file`, beside a part `document`; "
            "without either it is still awaited. The same bytes again are not stored (200: the image that has them), "
            "unless `allow_duplicate=true` asks for a second record."
        ),
        forms={MULTIPART: _UPLOAD},
        parameters=[
            OpenApiParameter(
                "allow_duplicate",
                {"type": "boolean"},
                description="A second record on the same bytes.",
            )
        ],
        refusals=[409, 422],
    ),
)
image_described = _detail_described("image", MEDIA_WRITE, "0199a1f0-5c1e-7c3a-9d52-6f1d8c0b7a11")
image_external_described = _external_described("image", MEDIA_WRITE)
_IMAGE = f"{_MANAGE}images/0199a1f0-5c1e-7c3a-9d52-6f1d8c0b7a11/"
image_file_described = keyed_operations(
    TAG,
    f"{_IMAGE}file/",
    _key("image"),
    post=Keyed(
        "manageAttachImageFile",
        "Give an image its file, or another one",
        MEDIA_WRITE,
        {200: _RECEIPT},
        "In the part `file`, or as `url`.",
        body=closed("", {"url": text()}, optional=["url"]),
        forms={MULTIPART: _UPLOAD},
        send='{"url": "https://wire.example/ferry.jpg"}',
        refusals=[404, 409, 422],
        changes=True,
        repeatable=True,
    ),
)
image_confirm_described = keyed_operations(
    TAG,
    f"{_IMAGE}confirm/",
    _key("image"),
    post=Keyed(
        "manageConfirmImage",
        "Stand behind how an image is said to have been made",
        MEDIA_WRITE,
        {200: _RECEIPT},
        refusals=[404, 409],
        changes=True,
        repeatable=True,
    ),
)
image_kill_described = keyed_operations(
    TAG,
    f"{_IMAGE}kill/",
    _key("image"),
    post=Keyed(
        "manageKillImage",
        "Take an image out of everything, for good",
        f"{MEDIA_WRITE} {ARTICLES_PUBLISH}",
        {200: _RECEIPT},
        "Its files answer 410 at once, and documents are rebuilt without it.",
        refusals=[404, 409],
        changes=True,
        repeatable=True,
    ),
)
image_uses_described = keyed_operations(
    TAG,
    f"{_IMAGE}uses/",
    _key("image"),
    get=Keyed(
        "manageListImageUses",
        "Where an image is used",
        DRAFTS_READ,
        {200: ref("ImageUses")},
        refusals=[404],
    ),
)

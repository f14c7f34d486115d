"""How a working copy is answered, alone and in a list, with how it stands."""

from articles.api.manage.article_schemas import TEXTS, content
from articles.api.schemas.things import SLUG
from articles.models import EditionStatus, ScheduledVerb, Stage, WithdrawalKind
from cms.http.json_schema import (
    Schema,
    closed,
    flag,
    identifier,
    listed,
    moment,
    nullable,
    ref,
    text,
    whole,
    word,
)

_PUBLIC = closed(
    "How it stands in public.",
    {
        "status": word([EditionStatus.LIVE, EditionStatus.WITHDRAWN]),
        "revision": whole(0, description="The revision that was published."),
        "edition": whole(1),
        "version": whole(1),
        "slug": text(**SLUG),
        "published_at": moment(),
        "updated_at": moment(),
        "withdrawal": nullable(
            closed(
                "Why it left.",
                {
                    "kind": word([one for one in WithdrawalKind.values if one]),
                    "at": nullable(moment()),
                    "reason": text(),
                },
            )
        ),
    },
)
_ROW_STATE: dict[str, Schema] = {
    "revision": whole(1),
    "created_at": moment(),
    "saved_at": moment(),
    "public": nullable(ref("PublicState")),
}
_SCHEDULE = closed(
    "What is to happen.",
    {
        "id": identifier(),
        "verb": word(ScheduledVerb.values),
        "at": moment(),
        "revision": whole(1),
        "refusal": listed(ref("FieldError"), "Why it was refused when it was due."),
    },
)
_PROPOSAL = closed(
    "A push that waits for an editor.",
    {
        "id": identifier(),
        "made_at": moment(),
        "via": text("The API key that pushed."),
        "fields": listed(text()),
        "wants_publication": flag("The sender asked to publish it."),
    },
)
_STATE = closed(
    "How the working copy stands: told, not asked.",
    {
        **_ROW_STATE,
        "saved_by": text(),
        "responsible": nullable(text()),
        "schedules": listed(_SCHEDULE),
        "proposal": nullable(_PROPOSAL),
    },
)
_SUMMARY = closed(
    "A working copy in a list.",
    {
        "id": identifier(),
        "type": word(["article"]),
        **{name: TEXTS[name] for name in ("kind", "language", "headline", "slug")},
        **{name: TEXTS[name] for name in ("external_source", "external_id")},
        "stage": word(Stage.values),
        "state": closed("How it stands.", _ROW_STATE),
    },
)
COMPONENTS: dict[str, Schema] = {
    "WorkingCopy": closed(
        "An article as it is being written.",
        {
            "id": identifier(),
            "type": word(["article"]),
            **TEXTS,
            **content(identifier(), optional=False),
            "body": text("Clean HTML."),
            "body_format": word(["html"]),
            "stage": word(Stage.values),
            "state": _STATE,
        },
    ),
    "WorkingCopySummary": _SUMMARY,
    "PublicState": _PUBLIC,
}

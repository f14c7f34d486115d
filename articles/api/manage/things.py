"""What the addresses of tags, sources and images do alike: keys, versions, documents, receipts."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import UUID

from django.db import models, transaction
from django.http import HttpResponse
from django.urls import reverse
from rest_framework.request import Request

from articles.api.manage.door import ManageView, answer, document_in, no_content, plain
from articles.api.manage.options import query_of
from articles.limits import refuse_foreign
from articles.pushing import lock_names
from articles.referring import known_ids
from articles.submission import Pointer, Target, patched
from cms.access.audit import audit, nothing_written
from cms.access.callers import caller_of
from cms.http.preconditions import expected_revision
from cms.http.problem import BadRequest, FieldError, NotFound, Refusal
from cms.http.texts import shown
from cms.idempotency.once import Keep, once

Body = TypeVar("Body")


class StaleVersion(Refusal):
    """Somebody changed the thing since the caller read it."""

    status = 412
    code = "stale_version"
    title = "It has been changed since you read it"


class Sort(NamedTuple):
    """A sort of thing: how it is found, what is said of it, and the verbs that write it.

    `document` returns the writable values, `told` what is told beside them; `save` takes values and an id (None: a
    new one) and returns the row; `own_source` is the external source that a row belongs to.
    """

    target: Target
    model: type[models.Model]
    route: str
    fields: frozenset[str]
    empty: Mapping[str, Any]
    document: Callable[[Any], dict[str, Any]]
    told: Callable[[Any], dict[str, Any]]
    save: Callable[[Mapping[str, Any], UUID | None], Any]
    delete: Callable[[Request, UUID], None]
    own_source: Callable[[Any], str]
    lock_first: Callable[[UUID], None] = lambda _id: None

    @property
    def name(self) -> str:
        """What it is called in documents and addresses."""
        return self.target.value


class Asked(NamedTuple, Generic[Body]):
    """What a request asks for: the row, at which version (None: whichever it is), and what its body says."""

    row: Any
    expected: int | None
    body: Body


class ThingDoor(ManageView):
    """Base of the addresses of one sort of thing."""

    sort: Sort

    def found(self, key: str) -> Any:
        """Return the row that an id or slug names; raises `NotFound`."""
        pointer = Pointer(self.sort.target, word=key)
        return self._row(known_ids([pointer]).get(pointer))

    def found_external(self, source: str, external_id: str) -> Any | None:
        """Return the row that an external id names, or None."""
        pointer = Pointer(self.sort.target, source=source, external_id=external_id)
        known = known_ids([pointer]).get(pointer)
        return self._row(known) if known else None

    def asked(self, request: Request, key: str, read: Callable[[Request], Body]) -> Asked[Body]:
        """Return the thing that the caller read and asks to change; `read` reads the body, or refuses it.

        Raises `BadRequest`, `PreconditionRequired` and `NotFound`.
        """
        query_of(plain(request))
        expected = expected_revision(plain(request))
        body = read(request)
        return Asked(self.found(key), expected, body)

    def shown(self, request: Request, row: Any) -> HttpResponse:
        """Answer a thing; its ETag is its version."""
        return answer(request, self.document_of(row), revision=row.version)

    def document_of(self, row: Any) -> dict[str, Any]:
        """Return what GET answers and PUT accepts."""
        own = {"id": str(row.pk), "type": self.sort.name}
        return own | self.sort.document(row) | {"state": self.sort.told(row)}

    def documents_of(self, rows: Sequence[models.Model]) -> list[dict[str, Any]]:
        """Return what is answered of each of several rows."""
        return [self.document_of(row) for row in rows]

    def values_of(self, document: Mapping[str, Any], row: Any | None) -> dict[str, Any]:
        """Return what a document says; raises `BadRequest` for an id or type that is not this thing's."""
        own = {"id": str(row.pk) if row else None, "type": self.sort.name}
        errors = [
            FieldError(name, "read_only", f"{name}: it cannot be chosen: leave it out.")
            for name, value in own.items()
            if document.get(name, value) != value
        ]
        if errors:
            raise BadRequest(errors=errors)
        return {
            name: value for name, value in document.items() if name not in {"id", "type", "state"}
        }

    def lock(self, request: Request, row: Any, expected: int | None) -> Any:
        """Lock a thing at the version that the caller read; raises `StaleVersion`, `NotFound`, `BeyondLimit`."""
        self.sort.lock_first(row.pk)
        rows = self.sort.model._default_manager.select_for_update(of=("self",))
        locked: Any = rows.filter(pk=row.pk).first()
        if locked is None:
            raise NotFound(f"There is no {self.sort.name} {row.pk}.")
        refuse_foreign(caller_of(request).limits, self.sort.own_source(locked))
        if expected is not None and expected != locked.version:
            raise StaleVersion(
                f"You read version {expected}; it is version {locked.version} now. Read it again and repeat "
                "your change.",
                members={"current_version": locked.version},
            )
        return locked

    def write(self, request: Request, row: Any | None, values: Mapping[str, Any]) -> HttpResponse:
        """Save what differs, write it down and answer the receipt; call it inside a transaction."""
        limits = caller_of(request).limits
        if row is not None:
            here = self.sort.document(row)
            values = {
                name: value
                for name, value in values.items()
                if name not in here or here[name] != value
            }
            if not values:
                nothing_written(request)
                return self.receipt(request, row, "unchanged")
        saved = self.sort.save(values, row.pk if row else None)
        refuse_foreign(limits, self.sort.own_source(saved))
        audit(
            request,
            thing_type=self.sort.name,
            thing=saved.pk,
            status=200 if row else 201,
        )
        return self.receipt(request, saved, "updated" if row else "created")

    def receipt(
        self,
        request: Request,
        row: Any,
        outcome: str,
        *,
        warnings: Sequence[Mapping[str, Any]] = (),
        also: Mapping[str, Any] | None = None,
    ) -> HttpResponse:
        """Answer what became of a thing."""
        document = {
            "id": str(row.pk),
            "type": self.sort.name,
            "outcome": outcome,
            "version": row.version,
            "warnings": [*warnings],
            **(also or {}),
        }
        is_new = outcome == "created"
        path = reverse(f"manage:{self.sort.route}-detail", kwargs={"key": str(row.pk)})
        headers = {"Location": request.build_absolute_uri(path)} if is_new else {}
        return answer(
            request, document, status=201 if is_new else 200, revision=row.version, headers=headers
        )

    def _row(self, id_: str | None) -> Any:
        row = self.sort.model._default_manager.filter(pk=id_).first() if id_ else None
        if row is None:
            raise NotFound(f"There is no {self.sort.name} with this id or slug.")
        return row


class ExternalName(NamedTuple):
    """What a thing is called elsewhere."""

    source: str
    external_id: str


class ThingByExternalIdDoor(ThingDoor):
    """A thing by its name elsewhere: read, and created or changed by the same address."""

    def get(self, request: Request, source: str, external_id: str) -> HttpResponse:
        """Answer it."""
        query_of(plain(request))
        return self.shown(request, self.found_external(source, external_id) or self._row(None))

    def put(self, request: Request, source: str, external_id: str) -> HttpResponse:
        """Create it, or change what is named and differs."""
        query_of(plain(request))
        refuse_foreign(caller_of(request).limits, source)
        document = document_in(request)
        with transaction.atomic():
            lock_names([(f"{self.sort.target}:{source}", external_id)])
            row = self.found_external(source, external_id)
            row = self.lock(request, row, None) if row else None
            name = ExternalName(source, external_id)
            return self.write(request, row, self.named(row, self.values_of(document, row), name))

    def named(self, row: Any | None, values: dict[str, Any], name: ExternalName) -> dict[str, Any]:
        """Return the values with the name of the address; raises `BadRequest` where they say another one."""
        raise NotImplementedError


class ThingDetailDoor(ThingDoor):
    """One thing by its id or slug: read, replaced, patched, deleted."""

    def get(self, request: Request, key: str) -> HttpResponse:
        """Answer it."""
        query_of(plain(request))
        return self.shown(request, self.found(key))

    def put(self, request: Request, key: str) -> HttpResponse:
        """Put other values in place of its own."""
        return self._changed(request, key, lambda _row, document: {**self.sort.empty, **document})

    def patch(self, request: Request, key: str) -> HttpResponse:
        """Change some of it: JSON Merge Patch on what GET answers."""

        def values(row: Any, patch: dict[str, Any]) -> dict[str, Any]:
            document: dict[str, Any] = patched(self.document_of(row), patch)
            return {**self.sort.empty, **document}

        return self._changed(request, key, values)

    def delete(self, request: Request, key: str) -> HttpResponse:
        """Delete what nothing uses."""
        row, expected, _nothing = self.asked(request, key, _unread)
        with transaction.atomic():
            self.lock(request, row, expected)
            self.sort.delete(request, row.pk)
            audit(request, thing_type=self.sort.name, thing=row.pk, status=204)
        return no_content()

    def _changed(
        self,
        request: Request,
        key: str,
        values: Callable[[Any, dict[str, Any]], dict[str, Any]],
    ) -> HttpResponse:
        row, expected, document = self.asked(request, key, document_in)
        with transaction.atomic():
            locked = self.lock(request, row, expected)
            return self.write(request, locked, self.values_of(values(locked, document), locked))


class ThingCreatingDoor(ThingDoor):
    """Makes new things; its subclass lists them."""

    def post(self, request: Request) -> HttpResponse:
        """Create one."""
        query_of(plain(request))
        document = document_in(request)
        values = self.values_of(document, None)

        def act(keep: Keep) -> HttpResponse:
            with transaction.atomic():
                return keep(self.write(request, None, values))

        return once(plain(request), document, act)


def _unread(_request: Request) -> None:
    """Leave the body alone: a deletion needs none."""


def refuse_other_name(values: Mapping[str, Any], names: Mapping[str, str]) -> None:
    """Refuse an external id in a document that is not the one of the address."""
    for name, own in names.items():
        if values.get(name, own) != own:
            message = f"{name}: the address says “{shown(own)}”: leave it out, or write the same."
            raise BadRequest(errors=[FieldError(name, "differs", message)])

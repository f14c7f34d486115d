"""What a refusal says over HTTP."""

import json

from cms.http.problem import (
    BadRequest,
    FieldError,
    Gone,
    Refusal,
    Unavailable,
    problem_response,
    refusal_response,
)


def test_a_refusal_becomes_a_problem_with_each_field_at_fault() -> None:
    refusal = Refusal("Write a headline.", errors=[FieldError("headline", "blank", "It is empty.")])
    answer = refusal_response(refusal)
    assert answer["Content-Type"] == "application/problem+json"
    assert json.loads(answer.content) == {
        "type": "urn:standfirst:problem:refused",
        "title": "The request was refused",
        "status": 409,
        "detail": "Write a headline.",
        "errors": [{"field": "headline", "code": "blank", "message": "It is empty."}],
    }


def test_nobody_stores_a_problem_unless_it_says_so() -> None:
    assert problem_response(status=404, code="x", detail="y")["Cache-Control"] == "no-store"
    kept = Refusal("Gone.", headers={"Cache-Control": "max-age=60"})
    assert refusal_response(kept)["Cache-Control"] == "max-age=60"


def test_a_refusal_without_a_sentence_says_its_errors() -> None:
    errors = [FieldError("a", "x", "First."), FieldError("b", "y", "Second.")]
    assert BadRequest(errors=errors).detail == "First. Second."
    assert BadRequest().detail == BadRequest.title


def test_further_members_stand_beside_the_usual_ones() -> None:
    answer = refusal_response(Gone("It is withdrawn.", members={"withdrawal": {"kind": "killed"}}))
    assert answer.status_code == 410
    assert json.loads(answer.content)["withdrawal"] == {"kind": "killed"}


def test_a_busy_service_says_when_to_come_back() -> None:
    answer = refusal_response(Unavailable("Busy.", retry_after=7))
    assert (answer.status_code, answer["Retry-After"]) == (503, "7")


def test_a_quoted_lone_surrogate_leaves_as_its_escape() -> None:
    answer = problem_response(status=400, code="x", detail="Қате \ud800")
    assert answer.content.decode().count("\\ud800") == 1
    assert json.loads(answer.content)["detail"] == "Қате \ud800"

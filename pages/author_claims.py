"""Forms of requests to be linked to an author: on the page of the author, and on `/moderation`."""

from collections.abc import Mapping
from typing import Any, Final

from pages.form import Form
from pages.form_actions import FormAction, done_on, input_of
from pages.page_request import PageRequest

#: States of requests by the states of reports in the address of the queue.
STATES: Final = {"open": "OPEN", "upheld": "GRANTED", "dismissed": "REFUSED"}
NAMES: Final = {"OPEN": "Open", "GRANTED": "Granted", "REFUSED": "Refused"}


def _ask(form: Form, request: PageRequest) -> dict[str, Any]:
    return {"input": {"author": request.path_params["id"], "evidence": form.get("evidence")}}


def _decision(form: Form, _request: PageRequest) -> dict[str, Any]:
    return {"request": form.get("request"), "grant": form.get("grant") == "1", "note": form.get("note")}


def _to_queue(_form: Form, request: PageRequest, _payload: Mapping[str, Any]) -> str:
    return f"{request.url_path}#claims"


ON_AUTHOR: Final = {"claim": FormAction("claim_author", _ask, done_on("claim"))}
ON_MODERATION: Final = {"decide-claim": FormAction("decide_claim", input_of(_decision), _to_queue)}

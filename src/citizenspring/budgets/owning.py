"""What a round does about its poll: it counts once the ballots are sealed, and publishes how."""

import json
from typing import Any

from citizenspring.ballots.models import Poll
from citizenspring.ballots.owners import Owner, register
from citizenspring.ballots.published import proof_of
from citizenspring.ledger.models import Entry

from .models import Round
from .queries.results import published
from .services import ask_for_count, move_on

__all__ = ["offer"]


def _on_closed(poll: Poll) -> None:
    budget = _round_of(poll)
    if budget is not None and budget.is_voting:
        move_on(budget, Round.Stage.VOTE, Round.Stage.COUNT, by=None)


def _on_sealed(poll: Poll) -> None:
    budget = _round_of(poll)
    if budget is not None:
        ask_for_count(budget)


def _files(poll: Poll) -> dict[str, bytes]:
    budget = _round_of(poll)
    if budget is None:
        return {}
    found: dict[str, Any] = published(budget)
    text = json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True)
    if not found["pots"]:
        return {}
    proof = _proof_of_terms(budget)
    return {"result.json": text.encode(), **({"record/round.json": proof} if proof else {})}


def _proof_of_terms(budget: Round) -> bytes:
    """The entry that fixed money, rules and projects: without it a result proves little."""
    after = [f"budget.{stage}" for stage in (Round.Stage.VOTE, Round.Stage.COUNT)]
    entries = Entry.objects.filter(about=budget.activity.node_id, kind__in=after)
    entry = entries.filter(body__has_key="projects").first()
    return proof_of(entry) if entry else b""


def _round_of(poll: Poll) -> Round | None:
    found = Round.objects.select_related("activity__process", "activity__node")
    budget = found.filter(poll=poll).first()
    if budget is not None:
        # As the act that called holds it: it may not be saved yet.
        budget.poll = poll
    return budget


def offer() -> None:
    """Own the polls of budget rounds; called when the app starts."""
    register("budget", Owner(on_closed=_on_closed, on_sealed=_on_sealed, files=_files))

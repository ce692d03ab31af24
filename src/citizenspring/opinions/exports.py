"""A map's open data as files: figures per statement, the whole result, the picture, the votes.

Nothing here goes round the protection of small groups: figures come from the published result.
Votes carry a number per person that is drawn anew for every file, in random order, without time.
"""

import io
import json
import secrets
import zipfile
from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from citizenspring.common.cells import csv_text
from citizenspring.common.errors import Missing

from .models import OpinionMap, Statement
from .permissions import may_download_votes
from .queries import latest_version
from .results import read

__all__ = ["DOWNLOADS", "answer", "offered"]

Rows = Iterable[Iterable[Any]]


def figures_csv(opinion_map: OpinionMap) -> tuple[str, str]:
    """Votes on each shown statement, of everybody and of each group that may be shown."""
    version = latest_version(opinion_map)
    if version is None:
        raise Missing
    groups = range(len(version.result["groups"]))
    header = ["statement", "language", "text", "agree", "disagree", "pass"]
    header += [f"group-{n}-{what}" for n in groups for what in ("agree", "disagree", "pass")]
    rows = version.result["statements"]
    shown = _shown(opinion_map)
    lines = [
        [one.number, one.language, one.text, *_figures(rows[str(one.number)])]
        for one in shown
        if str(one.number) in rows
    ]
    return csv_text(header, lines), "text/csv"


def _figures(row: dict[str, Any]) -> list[int | str]:
    cells = [cell or ["", "", ""] for cell in row["groups"]]
    return [*row["all"], *(figure for cell in cells for figure in cell)]


def _shown(opinion_map: OpinionMap) -> list[Statement]:
    return list(opinion_map.statements.filter(state=Statement.State.SHOWN))


def result_json(opinion_map: OpinionMap) -> tuple[str, str]:
    """The published result as it is kept, with its version and the number of votes in it."""
    version = latest_version(opinion_map)
    if version is None:
        raise Missing
    facts = {
        "map": str(opinion_map.pk),
        "version": version.number,
        "votes": version.votes_counted,
        "made_at": version.made_at.isoformat(),
        "result": version.result,
    }
    return json.dumps(facts, ensure_ascii=False, indent=1), "application/json"


def picture_svg(opinion_map: OpinionMap) -> tuple[str, str]:
    """The map as a drawing that stands alone."""
    version = latest_version(opinion_map)
    if version is None:
        raise Missing
    results = read(version.result, {}, votes=version.votes_counted)
    facts = {"results": results, "picture": results.picture, "map": opinion_map}
    return render_to_string("opinions/picture.svg", facts), "image/svg+xml"


def polis_zip(opinion_map: OpinionMap) -> tuple[bytes, str]:
    """Statements and votes in the columns of a Polis export, as summary, comments and votes."""
    shown = _shown(opinion_map)
    numbers = {one.pk: one.number for one in shown}
    votes = list(
        opinion_map.votes.filter(statement__in=numbers).values_list("person", "statement", "choice")
    )
    people = list({person for person, _statement, _choice in votes})
    secrets.SystemRandom().shuffle(people)
    voter = {person: number for number, person in enumerate(people)}
    lines = sorted(
        (numbers[statement], voter[person], choice) for person, statement, choice in votes
    )
    tally: dict[int, list[int]] = {}
    for number, _voter, choice in lines:
        tally.setdefault(number, [0, 0, 0])[choice] += 1
    comments = [_comment(one, tally.get(one.number, [0, 0, 0])) for one in shown]
    files = {
        "summary.csv": _summary(opinion_map, len(people), len(shown)),
        "comments.csv": csv_text(COMMENT_COLUMNS, comments),
        "votes.csv": csv_text(("comment-id", "voter-id", "vote"), lines),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return packed.getvalue(), "application/zip"


COMMENT_COLUMNS = (
    "comment-id",
    "agrees",
    "disagrees",
    "moderated",
    "is-meta",
    "is-seed",
    "language",
    "comment-body",
)


def _comment(one: Statement, tally: list[int]) -> list[object]:
    flags = [str(one.is_meta).lower(), str(one.is_seed).lower()]
    return [one.number, tally[1], tally[-1], 1, *flags, one.language, one.text]


def _summary(opinion_map: OpinionMap, people: int, statements: int) -> str:
    version = latest_version(opinion_map)
    groups = len(version.result["groups"]) if version else 0
    rows: list[list[object]] = [
        ["url", opinion_map.get_absolute_url()],
        ["voters", people],
        ["comments", statements],
        ["groups", groups],
        ["conversation-description", str(opinion_map.activity.introduction)],
    ]
    return csv_text(["topic", str(opinion_map.activity.title)], rows)


Maker = Callable[[OpinionMap], tuple[str | bytes, str]]
DOWNLOADS: dict[str, tuple[Any, Maker]] = {
    "statements.csv": (_("Figures of every statement (CSV)"), figures_csv),
    "map.json": (_("The whole result (JSON)"), result_json),
    "map.svg": (_("The picture (SVG)"), picture_svg),
    "polis.zip": (_("Statements and votes (Polis CSV)"), polis_zip),
}


# Of two files, one from before a neighbour's vote and one from after, the difference is her vote.
OF_SINGLE_VOTES = "polis.zip"


def offered(opinion_map: OpinionMap, visitor: Any) -> list[tuple[str, Any]]:
    """Names and labels of the files that the visitor may download now."""
    everything = may_download_votes(visitor, opinion_map)
    return [
        (name, label)
        for name, (label, _make) in DOWNLOADS.items()
        if everything or name != OF_SINGLE_VOTES
    ]


def answer(opinion_map: OpinionMap, name: str, visitor: Any) -> HttpResponse:
    """The file of that name as a download; there is no other."""
    if name not in DOWNLOADS:
        raise Missing
    if name == OF_SINGLE_VOTES:
        may_download_votes.require(visitor, opinion_map)
    content, kind = DOWNLOADS[name][1](opinion_map)
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{opinion_map.activity.slug}-{name}"'
    return response

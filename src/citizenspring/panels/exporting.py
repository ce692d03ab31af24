"""Two archives: what anybody may repeat the draw with, and what only the organisers keep."""

import io
import json
import shlex
import zipfile

from citizenspring.common.cells import csv_text
from citizenspring.engines.sortition import published_files

from .models import Panel, Portfolio
from .queries import hash_of
from .services import seed_of

__all__ = ["private_archive", "public_archive"]

MOMENT = (1980, 1, 1, 0, 0, 0)
PUBLIC = """\
Repeat this draw
================

You need Python 3 and nothing else:

    python3 -I -S repeat_draw.py{value}

It compares every file with SHA256SUMS and with the digests in commitment.json, whose own
SHA-256 is in the public record since before the draw:

    {fingerprint}
{outcome}"""
PRIVATE = """\
Make the numbered panels again
==============================

Only the organisers keep this folder: it says who is who.

    citizenspring draw pool --size {size} --seed {seed} --addresses no \\
        --pool-is {pool} --quotas-from {source} \\
        --value-is {value_is} --when {when}{draw} --out again

The folder again/public is then equal, byte by byte, to the one that was published.
"""


def public_archive(panel: Panel) -> bytes:
    """Everything published, under pseudonyms; from the commitment on."""
    found = Portfolio.objects.get(panel=panel)
    files = published_files(
        panels=found.panels,
        chances=found.chances,
        alternates=found.alternates,
        commitment=panel.commitment,
    )
    return _zipped({**files, "README.txt": _readme(panel)})


def _readme(panel: Panel) -> str:
    outcome = ""
    if panel.is_shown:
        outcome = f"\nDrawn: panel {panel.digits}, by {panel.value!r}.\n"
    value = ' "THE PUBLIC VALUE"' if panel.by == Panel.By.VALUE else ""
    if panel.is_shown and value:
        value = f" {shlex.quote(panel.value)}"
    fingerprint = "".join(hash_of(panel.commitment))
    return PUBLIC.format(value=value, fingerprint=fingerprint, outcome=outcome)


def private_archive(panel: Panel) -> bytes:
    """The pool as the command line reads it, and who is behind each pseudonym."""
    found = Portfolio.objects.get(panel=panel)
    facts = found.facts
    draw = ""
    way = "balls" if panel.by == Panel.By.BALLS else "public-value"
    if panel.is_shown:
        draw = f" --{way} {shlex.quote(panel.value)}"
    text = PRIVATE.format(
        size=panel.size,
        seed=shlex.quote(seed_of(panel)),
        pool=shlex.quote(facts["pool"]),
        source=shlex.quote(facts["quotas_from"]),
        value_is=shlex.quote(_said(panel, "value")),
        when=shlex.quote(_said(panel, "when")),
        draw=draw,
    )
    return _zipped(
        {
            "README.txt": text,
            "pool/categories.csv": found.categories,
            "pool/respondents.csv": found.respondents,
            "who_is_who.csv": _who_is_who(panel),
        }
    )


def _said(panel: Panel, name: str) -> str:
    return str(json.loads(panel.commitment)[name]) if panel.commitment else ""


def _who_is_who(panel: Panel) -> str:
    header = "pseudonym", "id", "name", "mail", "phone", "language", "place", "seat"
    rows = panel.volunteers.select_related("member").order_by("place")
    return csv_text(
        header,
        (
            (
                one.pseudonym, str(one.pk), one.name, one.mail, one.phone, one.language,
                one.place, one.member.state if hasattr(one, "member") else "",
            )
            for one in rows
        ),
    )  # fmt: skip


def _zipped(files: dict[str, str]) -> bytes:
    """The same bytes for the same files."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, MOMENT), text.encode(), zipfile.ZIP_DEFLATED)
    return held.getvalue()

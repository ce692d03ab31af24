"""What a door's own store sends, read strictly: anything else than its lines is refused whole."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from .errors import LinesUnreadable
from .services import DoorNote, DoorRow

__all__ = ["rows_of"]

MOST = 500
# A clock before that was never set; the database cannot even give back a day before year 1.
EARLIEST = datetime(2001, 1, 1, tzinfo=UTC)
# The database takes no NUL in a text.
Words = Annotated[str, Field(max_length=120, pattern=r"^[^\x00]*$")]


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid")

    sent: UUID
    ticket: Words = ""
    name: Words = ""
    speaks: list[Annotated[str, Field(max_length=12, pattern=r"^[a-zA-Z-]+$")]] = Field(
        default=[], max_length=20
    )
    said_at: datetime | None = None
    door: Words = ""

    def row(self) -> DoorRow:
        said_at = self.said_at
        if said_at and said_at.tzinfo is None:
            said_at = said_at.replace(tzinfo=UTC)
        if said_at and said_at < EARLIEST:
            said_at = None
        note = DoorNote(self.door, self.sent, said_at)
        return DoorRow(note, self.ticket, self.name, self.speaks)


class _Sheet(BaseModel):
    model_config = ConfigDict(extra="forbid")

    rows: list[_Line] = Field(max_length=MOST)


def rows_of(body: bytes) -> list[DoorRow]:
    """The lines of a list as it was sent."""
    try:
        return [line.row() for line in _Sheet.model_validate_json(body).rows]
    except ValidationError as problem:
        raise LinesUnreadable from problem

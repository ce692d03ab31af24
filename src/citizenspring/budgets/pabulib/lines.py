"""On which line of a ``.pb`` file something stands."""

from citizenspring.engines.budgeting import PbFile
from citizenspring.engines.budgeting.pabulib_rows import Sections

__all__ = ["line_of_project"]


def line_of_project(pb: PbFile, number: int) -> int | None:
    """The line of project ``number``, counted from 0."""
    sections = Sections(pb.text, "")
    for name, _header in iter(sections.next_header, None):
        for at, _row in enumerate(sections.rows()):
            if name == "projects" and at == number:
                return sections.line
    return None

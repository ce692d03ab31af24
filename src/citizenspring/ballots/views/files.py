"""A sealed vote as one file, sent as it is made."""

from uuid import UUID

from django.http import HttpRequest, StreamingHttpResponse
from django.views.decorators.http import require_safe

from citizenspring.ballots import queries
from citizenspring.ballots.errors import NotSealed
from citizenspring.ballots.published import folder_of, zip_of

__all__ = ["files"]


@require_safe
def files(request: HttpRequest, poll_id: UUID) -> StreamingHttpResponse:
    """Rules, ballots, counts and proofs, for everybody once the vote is sealed."""
    found = queries.poll_at(poll_id, request.user)
    if not found.is_sealed:
        raise NotSealed
    answer = StreamingHttpResponse(zip_of(found), content_type="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="{folder_of(found)}.zip"'
    return answer

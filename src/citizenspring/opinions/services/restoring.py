"""What a database needs once it was restored from a backup."""

from django.db import connection, transaction

from citizenspring.opinions.models import MapVersion

__all__ = ["count_transactions_anew"]

RENEW = """
UPDATE opinions_vote SET change = DEFAULT;
UPDATE opinions_withdrawal SET change = DEFAULT;
"""


@transaction.atomic
def count_transactions_anew() -> None:
    """Forget the numbers of another server's transactions; every map is drawn once more."""
    with connection.cursor() as cursor:
        cursor.execute(RENEW)
    MapVersion.objects.update(horizon=0)

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LedgerConfig(AppConfig):
    name = "citizenspring.ledger"
    verbose_name = _("Public record")

    def ready(self) -> None:
        from citizenspring.people import recording  # noqa: PLC0415  # models are ready only now

        from .services import record  # noqa: PLC0415  # the same

        recording.write_with(record)

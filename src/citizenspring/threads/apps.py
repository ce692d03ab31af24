from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ThreadsConfig(AppConfig):
    name = "citizenspring.threads"
    verbose_name = _("Threads")

    def ready(self) -> None:
        """Say how taking part follows a guest into her account, and what is kept of it."""
        from citizenspring.people import keeping, merging  # noqa: PLC0415  # models exist only now

        from .merging import move_parts, parts_kept  # noqa: PLC0415  # models exist only now

        merging.register(move_parts)
        keeping.register(parts_kept)

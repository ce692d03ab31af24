from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ThreadsConfig(AppConfig):
    name = "citizenspring.threads"
    verbose_name = _("Threads")

    def ready(self) -> None:
        from citizenspring.people import keeping, merging  # noqa: PLC0415  # models are ready now

        from .following import move_parts, parts_kept  # noqa: PLC0415  # the same

        merging.register(move_parts)
        keeping.register(parts_kept)

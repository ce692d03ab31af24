from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "citizenspring.notifications"
    verbose_name = _("News and mail")

    def ready(self) -> None:
        """Join the registries of the apps below."""
        from . import moves  # noqa: PLC0415  # models exist only now

        moves.join()

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "citizenspring.notifications"
    verbose_name = _("News and mail")

    def ready(self) -> None:
        """Join the registries of the apps below."""
        from citizenspring.threads import listening  # noqa: PLC0415  # models exist only now

        from . import moves, thread_news  # noqa: PLC0415  # models exist only now

        moves.join()
        listening.register(thread_news.tell_of_change)

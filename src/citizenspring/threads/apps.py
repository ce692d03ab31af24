from django.apps import AppConfig


class ThreadsConfig(AppConfig):
    name = "citizenspring.threads"

    def ready(self) -> None:
        """Say how taking part follows a guest into her account."""
        from citizenspring.people import merging  # noqa: PLC0415  # models exist only now

        from .merging import move_parts  # noqa: PLC0415  # models exist only now

        merging.register(move_parts)

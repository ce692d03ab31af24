from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "citizenspring.pages"

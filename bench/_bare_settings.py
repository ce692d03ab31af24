"""The least that Django needs to show rows of a table."""

from citizenspring import env

SECRET_KEY = "only for a measurement on this machine"  # noqa: S105  # it guards nothing
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "_bare"
DATABASES = {"default": env.database()}
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates"}]

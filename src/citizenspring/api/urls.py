"""Addresses of the API."""

from django.urls import path

from . import views
from .v1 import api

app_name = "api"
urlpatterns = [
    path("api/", views.docs, name="docs"),
    path("api/v1/", views.to_docs, name="v1-docs"),
    path("api/v1/", api.urls),
    path("api/<path:rest>", views.nowhere, name="nowhere"),
]

from django.urls import path

from . import results_views

urlpatterns = [
    path("results/", results_views.results, name="results"),
    path("results/statements/", results_views.statement_table, name="table"),
    path("results/files/<str:name>", results_views.download, name="download"),
]

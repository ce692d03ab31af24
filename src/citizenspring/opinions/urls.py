from django.urls import include, path

from . import imports_views, views

app_name = "opinions"

of_a_map = [
    path("", views.vote, name="vote"),
    path("statements/", views.statements, name="statements"),
    path("statements/<int:number>/", views.statement, name="statement"),
    path("", include("citizenspring.opinions.results_urls")),
    path("common-ground/", views.common_ground, name="common-ground"),
]

urlpatterns = [
    path("maps/<slug:process>/<slug:activity>/", include(of_a_map)),
    path("processes/<slug:process>/import/polis/", imports_views.polis, name="import-polis"),
]

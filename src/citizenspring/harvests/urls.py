from django.urls import include, path

from .views import wall

app_name = "harvests"

of_a_gathering = [
    path("wall/", wall.wall, name="wall"),
]

urlpatterns = [
    path("gatherings/<slug:process>/<slug:activity>/", include(of_a_gathering)),
]

from django.urls import include, path

from .views import minutes, publishing, reading, themes, wall

app_name = "harvests"

of_a_gathering = [
    path("wall/", wall.wall, name="wall"),
    path("harvest/", reading.harvest, name="harvest"),
    path("harvest/cards/", reading.cards, name="cards"),
    path("harvest/cards.csv", reading.as_csv, name="csv"),
    path("harvest/harvest.json", reading.as_json, name="json"),
    path("harvest/minutes/", minutes.minutes, name="minutes"),
    path("harvest/minutes.pdf", minutes.as_pdf, name="minutes-pdf"),
    path("harvest/publish/", publishing.publish, name="publish"),
    path("harvest/send/", publishing.send, name="send"),
    path("themes/", themes.themes, name="themes"),
    path("themes/loose/", themes.loose, name="loose"),
    path("themes/<uuid:pk>/", themes.theme, name="theme"),
    path("themes/acts/<uuid:pk>/undo/", themes.undo, name="undo"),
]

urlpatterns = [path("gatherings/<slug:process>/<slug:activity>/", include(of_a_gathering))]

from django.urls import include, path

from .views import conducting, looking, phone, room, table

app_name = "rounds"

of_a_gathering = [
    path("", conducting.conduct, name="conduct"),
    path("<int:number>/act/", conducting.act, name="act"),
    path("<int:number>/end/", conducting.end, name="end"),
    path("<int:number>/cards/", looking.cards, name="cards"),
    path("<int:number>/cards/<uuid:key>/", looking.hide, name="hide-card"),
    path("<int:number>/facts.zip", looking.facts, name="facts"),
]

urlpatterns = [
    path("gatherings/<slug:process>/<slug:activity>/room/", room.room, name="room"),
    path("t/sw.js", table.worker, name="table-worker"),
    path("t/<str:key>/", table.table, name="table"),
    path("gatherings/<slug:process>/<slug:activity>/rounds/", include(of_a_gathering)),
    path("t/<str:key>/state", phone.state, name="table-state"),
    path("t/<str:key>/sync", phone.sync, name="table-sync"),
]

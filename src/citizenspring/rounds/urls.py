from django.urls import include, path

from .views import conducting, phone, room, table

app_name = "rounds"

of_a_gathering = [
    path("", conducting.conduct, name="conduct"),
    path("<int:number>/act/", conducting.act, name="act"),
    path("<int:number>/end/", conducting.end, name="end"),
]

urlpatterns = [
    path("gatherings/<slug:process>/<slug:activity>/room/", room.room, name="room"),
    path("t/sw.js", table.worker, name="table-worker"),
    path("t/<str:key>/", table.table, name="table"),
    path("gatherings/<slug:process>/<slug:activity>/rounds/", include(of_a_gathering)),
    path("t/<str:key>/state", phone.state, name="table-state"),
    path("t/<str:key>/sync", phone.sync, name="table-sync"),
]

from django.urls import path

from .views import phone, table

app_name = "rounds"

urlpatterns = [
    path("t/sw.js", table.worker, name="table-worker"),
    path("t/<str:key>/", table.table, name="table"),
    path("t/<str:key>/state", phone.state, name="table-state"),
    path("t/<str:key>/sync", phone.sync, name="table-sync"),
]

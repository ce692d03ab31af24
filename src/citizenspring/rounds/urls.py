from django.urls import path

from .views import phone

app_name = "rounds"

urlpatterns = [
    path("t/<str:key>/state", phone.state, name="table-state"),
    path("t/<str:key>/sync", phone.sync, name="table-sync"),
]

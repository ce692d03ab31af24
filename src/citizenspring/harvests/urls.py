from typing import Any

app_name = "harvests"

urlpatterns: list[Any] = []

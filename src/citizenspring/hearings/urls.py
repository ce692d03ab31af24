from typing import Any

app_name = "hearings"

urlpatterns: list[Any] = []

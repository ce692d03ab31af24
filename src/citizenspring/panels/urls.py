from typing import Any

app_name = "panels"

urlpatterns: list[Any] = []

"""Two workers of Dask for all tests; real conversations only where they are at hand."""

from collections.abc import Iterator
from typing import Any

import pytest
from distributed import Client, LocalCluster

from citizenspring.engines.opinions.tests.places import POLIS

collect_ignore = [] if POLIS is not None else ["test_real_parts.py"]


@pytest.fixture(scope="session")
def client() -> Iterator[Any]:
    cluster = LocalCluster(  # type: ignore[no-untyped-call]  # Dask has no types here
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    )
    with cluster, Client(cluster) as found:  # type: ignore[no-untyped-call]  # nor here
        yield found

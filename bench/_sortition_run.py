# ruff: noqa: PLC0415  # an engine is loaded only when it runs
"""One run of one engine on one pool: CPU and wall seconds, and what came out, as JSON."""

import csv
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def warm_up() -> None:
    """Load the compiled search; it is compiled once per machine, not once per draw."""
    from citizenspring.engines.sortition import Pool, find_lottery

    people = {str(number): {"is": "even" if number % 2 else "odd"} for number in range(12)}
    find_lottery(Pool.of(people, {"is": {"even": (1, 2), "odd": (1, 2)}}), 3, panels=10)


def run_ours(folder: Path, size: int) -> Callable[[], dict[str, Any]]:
    from citizenspring.engines.sortition import find_lottery, read_pool

    warm_up()

    def run() -> dict[str, Any]:
        found = find_lottery(read_pool(folder), size)
        proof = found.proof
        return {
            "lowest": proof.lowest,
            "ceiling": proof.ceiling,
            "shortfall": proof.shortfall,
            "uniform": min(one.probability for one in found.people),
            "rounding": proof.rounding,
            "found": proof.found,
            "hash": found.portfolio_hash,
        }

    return run


def run_marginals(folder: Path, size: int) -> Callable[[], dict[str, Any]]:
    from citizenspring.engines.sortition import read_pool
    from citizenspring.engines.sortition.best import best_chances
    from citizenspring.engines.sortition.conditions import conditions_of

    def run() -> dict[str, Any]:
        found = best_chances(conditions_of(read_pool(folder), size), "leximin")
        return {"lowest": None if found is None else float(found.of.min())}

    return run


def run_library(folder: Path, size: int) -> Callable[[], dict[str, Any]]:
    from sortition_algorithms import adapters, settings
    from sortition_algorithms.committee_generation.maximin import find_distribution_maximin

    with (folder / "respondents.csv").open(encoding="utf-8") as stream:
        columns = next(csv.reader(stream))
    homes = ["address"] if "address" in columns else []

    def run() -> dict[str, Any]:
        source = adapters.CSVFileDataSource(
            features_file=folder / "categories.csv",
            people_file=folder / "respondents.csv",
            already_selected_file=None,
            selected_file=Path("/dev/null"),
            remaining_file=Path("/dev/null"),
        )
        chosen = settings.Settings(
            id_column=columns[0],
            columns_to_keep=[],
            check_same_address=bool(homes),
            check_same_address_columns=homes,
        )
        select = adapters.SelectionData(source)
        features, _ = select.load_features(number_to_select=size)
        people, _ = select.load_people(chosen, features)
        panels, weights, _ = find_distribution_maximin(features, people, size, homes)
        chances = dict.fromkeys(people, 0.0)
        for panel, weight in zip(panels, weights, strict=True):
            for one in panel:
                chances[one] += weight
        return {"lowest": min(chances.values())}

    return run


ENGINES = {"ours": run_ours, "chances alone": run_marginals, "library": run_library}


def main() -> None:
    engine, folder, size = sys.argv[1:]
    run = ENGINES[engine](Path(folder), int(size))
    cpu, wall = time.process_time(), time.perf_counter()
    found = run()
    found |= {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}
    print(json.dumps(found))


if __name__ == "__main__":
    main()

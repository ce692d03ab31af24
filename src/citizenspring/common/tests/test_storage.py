"""Static files under hashed names: what a script imports is of the same release as itself."""

from pathlib import Path

from citizenspring.common.storage import HashedFiles


def test_a_script_imports_the_other_by_its_hashed_name(tmp_path: Path) -> None:
    (tmp_path / "one.js").write_text('import { two } from "./two.js";\n')
    (tmp_path / "two.js").write_text("export const two = 2;\n")
    storage = HashedFiles(location=str(tmp_path), base_url="/static/")
    paths = {name: (storage, name) for name in ("one.js", "two.js")}
    made = {old: new for old, new, _is_done in storage.post_process(paths)}
    assert f'from "./{made["two.js"]}"' in (tmp_path / str(made["one.js"])).read_text()

"""The build compiles the translations."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "translations"


def test_a_file_that_is_in_use_is_replaced_and_not_changed(tmp_path: Path) -> None:
    # Qt maps it into memory: a facemon that runs while another version is installed must not die of it.
    specification = importlib.util.spec_from_file_location("translation_compiler", FOLDER / "compile.py")
    assert specification is not None
    assert specification.loader is not None
    compiler = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(compiler)
    shutil.copy(FOLDER / "facemon_en.ts", tmp_path)
    compiled = tmp_path / "facemon_en.qm"
    compiled.write_bytes(b"in use")
    with compiled.open("rb") as in_use:
        compiler.compile_all(tmp_path)
        assert in_use.read() == b"in use"
    assert compiled.stat().st_size > 100
    assert sorted(path.name for path in tmp_path.iterdir()) == ["facemon_en.qm", "facemon_en.ts"]

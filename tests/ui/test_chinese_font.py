"""A computer without a font for Chinese: the window and `facemon doctor` say so, and what to install."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
LATIN = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
pytestmark = pytest.mark.skipif(not LATIN.exists(), reason="DejaVu is not here: the one font without Chinese")

WINDOW = """
import sys
from pathlib import Path
import keyring, keyring.backends.fail
from guard_desk import Desk
from PySide6.QtWidgets import QApplication
from x11_guard import wait
keyring.set_keyring(keyring.backends.fail.Keyring())
app = QApplication([])
desk = Desk(Path(sys.argv[1]))
wait(lambda: "font" in desk.window._status.notice.text())
print(desk.window._status.notice.text())
desk.close()
"""


def test_the_window_and_the_doctor_say_that_names_show_as_boxes_and_what_to_install(tmp_path: Path) -> None:
    fonts, profile = tmp_path / "fonts", tmp_path / "profile"
    fonts.mkdir()
    profile.mkdir()
    shutil.copy(LATIN, fonts)
    config = tmp_path / "fonts.conf"
    config.write_text(f"<fontconfig><dir>{fonts}</dir><cachedir>{tmp_path / 'cache'}</cachedir></fontconfig>")
    (profile / "settings.toml").write_text('[ui]\nlanguage = "zh_CN"\n')
    variables = os.environ | {
        "FONTCONFIG_FILE": str(config), "QT_QPA_PLATFORM": "offscreen",
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent",
        "PYTHONPATH": os.pathsep.join((str(HERE), str(HERE.parent))),
    }  # fmt: skip

    def run(*command: str) -> str:
        ended = subprocess.run(
            [sys.executable, *command], env=variables, capture_output=True, text=True, timeout=110, check=False
        )
        return ended.stdout

    found = {
        each["check"]: each for each in json.loads(run("-m", "facemon", "doctor", "--profile", str(profile), "--json"))
    }
    assert found["fonts"]["result"] == "failed"
    assert "fonts-noto-cjk" in found["fonts"]["advice"]
    said = run("-c", WINDOW, str(profile))
    assert "No font has Chinese characters" in said
    assert "fonts-noto-cjk" in said

import threading
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from happenings import usual_look
from pytestqt.qtbot import QtBot

from facemon.doctor.finding import Finding, ok
from facemon.profile import Profile
from facemon.ui.itself.bundle_dialog import BundleDialog

WAIT_MS = 20_000


def test_a_bundle_is_made_away_from_this_thread(qtbot: QtBot, tmp_path: Path) -> None:
    usual_look()
    threads = []

    def look(_: Path) -> Iterable[Finding]:
        threads.append(threading.current_thread())
        return [ok("disk", "Fine.")]

    dialog = BundleDialog(Profile(tmp_path / "profile"), look)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.target.box.setText(str(tmp_path / "support.zip"))
    dialog.start.click()
    qtbot.waitUntil(dialog.opener.isVisible, timeout=WAIT_MS)
    assert "support.zip" in dialog.said.text()
    assert threads[0] is not threading.main_thread()
    with zipfile.ZipFile(tmp_path / "support.zip") as bundle:
        assert "Fine." in bundle.read("doctor.json").decode()
    dialog.reject()


def test_closed_while_it_looks_it_leaves_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    usual_look()
    begun, go_on = threading.Event(), threading.Event()

    def look(_: Path) -> Iterator[Finding]:
        begun.set()
        go_on.wait(20)
        yield ok("disk", "Fine.")

    dialog = BundleDialog(Profile(tmp_path / "profile"), look)
    qtbot.addWidget(dialog)
    dialog.target.box.setText(str(tmp_path / "support.zip"))
    dialog.start.click()
    assert begun.wait(20)
    threading.Timer(0.05, go_on.set).start()
    dialog.reject()
    assert not (tmp_path / "support.zip").exists()


def test_where_it_cannot_be_written_it_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    usual_look()
    dialog = BundleDialog(Profile(tmp_path / "profile"), lambda _: [])
    qtbot.addWidget(dialog)
    dialog.target.box.setText("support.zip")
    dialog.start.click()
    assert "whole path" in dialog.said.text()
    dialog.target.box.setText(str(tmp_path / "none" / "support.zip"))
    dialog.start.click()
    qtbot.waitUntil(lambda: "could not be made" in dialog.said.text(), timeout=WAIT_MS)
    dialog.reject()

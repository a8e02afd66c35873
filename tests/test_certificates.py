"""The approved certificates are kept, and a file that is not what its name says is not believed."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from facemon import certificates
from facemon.certificates import MOST_BYTES, CertificateFolder


def digest(der: bytes) -> str:
    return hashlib.sha256(der).hexdigest()


def test_what_was_kept_is_there_at_the_next_start(tmp_path: Path) -> None:
    CertificateFolder(tmp_path / "certificates").keep(b"one", set())
    CertificateFolder(tmp_path / "certificates").keep(b"two", set())
    assert CertificateFolder(tmp_path / "certificates").read() == {digest(b"one"): b"one", digest(b"two"): b"two"}


def test_a_file_that_was_changed_or_is_no_certificate_is_passed_over(tmp_path: Path) -> None:
    folder = CertificateFolder(tmp_path)
    folder.keep(b"one", set())
    (tmp_path / f"{digest(b'one')}.der").write_bytes(b"another")
    (tmp_path / "note.txt").write_text("x")
    (tmp_path / f"{digest(b'x' * (MOST_BYTES + 1))}.der").write_bytes(b"x" * (MOST_BYTES + 1))
    assert folder.read() == {}


def test_what_is_too_long_is_not_kept(tmp_path: Path) -> None:
    folder = CertificateFolder(tmp_path)
    folder.keep(b"x" * (MOST_BYTES + 1), set())
    folder.keep(b"", set())
    assert folder.read() == {}


def test_the_oldest_go_that_no_device_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(certificates, "MOST", 3)
    folder = CertificateFolder(tmp_path)
    for age, der in enumerate((b"a", b"b", b"c", b"d")):
        folder.keep(der, {digest(b"a")})
        if (tmp_path / f"{digest(der)}.der").exists():
            os.utime(tmp_path / f"{digest(der)}.der", (age, age))
    assert set(folder.read()) == {digest(b"a"), digest(b"c"), digest(b"d")}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_costs_nothing_else(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    CertificateFolder(tmp_path / "certificates").keep(b"one", set())
    tmp_path.chmod(0o700)
    assert CertificateFolder(tmp_path / "certificates").read() == {}


def test_a_folder_in_the_way_of_a_file_costs_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "certificates").write_text("in the way")
    folder = CertificateFolder(tmp_path / "certificates")
    folder.keep(b"one", set())
    assert folder.read() == {}

"""What one check of the doctor has found. Frozen data, and how it reads."""

from __future__ import annotations

import enum
from collections.abc import Iterable

import msgspec

_LONGEST = 400  # characters of what comes from outside


class Result(enum.StrEnum):
    """How a check ended."""

    OK = "ok"
    WARNING = "warning"  # facemon works, and does without something
    FAILED = "failed"


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the doctor's: what was looked at, how it is, and what to do next where it is not well."""

    check: str  # a stable word for programs, such as "display" or "device stream"
    result: Result
    found: str  # one English sentence
    advice: str = ""
    device: str = ""  # its id, where one is concerned


def ok(check: str, found: str, *, device: str = "") -> Finding:
    """Return that all is well."""
    return Finding(check=check, result=Result.OK, found=found, device=device)


def warning(check: str, found: str, advice: str = "", *, device: str = "") -> Finding:
    """Return that facemon does without something."""
    return Finding(check=check, result=Result.WARNING, found=found, advice=advice, device=device)


def failed(check: str, found: str, advice: str = "", *, device: str = "") -> Finding:
    """Return that something has to be put right."""
    return Finding(check=check, result=Result.FAILED, found=found, advice=advice, device=device)


def line(finding: Finding) -> str:
    """Return a finding as one line for a terminal."""
    head = f"{finding.check} of {finding.device}" if finding.device else finding.check
    said = f"{finding.found} {finding.advice}" if finding.advice else finding.found
    return f"{finding.result:<8} {_plain(head)}: {_plain(said)}"


def as_json(findings: Iterable[Finding]) -> bytes:
    """Return findings as a JSON array of objects."""
    return msgspec.json.format(msgspec.json.encode(list(findings)), indent=2) + b"\n"


def _plain(text: str) -> str:
    """Return a text that does nothing to a terminal: devices and files put in it what they like."""
    seen = "".join(character if character.isprintable() else " " for character in text[: 4 * _LONGEST])
    joined = " ".join(seen.split())
    return joined if len(joined) <= _LONGEST else joined[: _LONGEST - 1] + "…"

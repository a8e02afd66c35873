"""Packs the program as for a release, and uses it where nothing but X and sound libraries is installed.

    python .ci/check_packaged.py [--shots DIR] [--folder DIR]

Where this is root and debootstrap is there, the package for Debian is installed in a bare Debian without Python and Qt,
made once and kept in ~/.cache/facemon-bare; elsewhere the folder is used on this machine itself, and the check says
so. --shots keeps the screenshots; --folder takes a folder that has been packed already. Prints one line a check; ends
with a sentence and status 1 at the first that fails.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from xml.etree import ElementTree

from bare_desk import CHINESE, ENGLISH, PROJECT, SECONDS, Desk, run, said_last, wait_for

MOST_UNPACKED, MOST_PACKED = 140, 50  # MB
FIRST_EVENTS = 3
USER, PASSWORD = "monitor", "a packed secret"
IN_USE = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shots", type=Path)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="packed-") as name, contextlib.ExitStack() as ending:
        work = Path(name)
        packed = given.folder.resolve() if given.folder else pack(work)
        deb = check_forms(packed, work)
        check_resources(packed)
        check_licences(packed)
        shots = given.shots.resolve() if given.shots else work / "shots"
        shots.mkdir(parents=True, exist_ok=True)
        desk = ending.enter_context(Desk.made(work / "desk", packed, deb))
        print("version:", desk.run("--version").stdout.strip())
        check_real_use(desk, shots)
        check_demo(desk, shots)


def pack(work: Path) -> Path:
    """Pack the program, return its folder."""
    begin = time.monotonic()
    places = ("--distpath", str(work / "dist"), "--workpath", str(work / "build"))
    run(sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level=WARN", *places, "build.spec", cwd=PROJECT)
    print(f"packed in {time.monotonic() - begin:.0f} s")
    return work / "dist" / "facemon"


def check_forms(packed: Path, work: Path) -> Path:
    """Make the archive and the package, hold them against what was promised, return the package."""
    maker = PROJECT / "resources/packaging/linux_forms.py"
    made = run(sys.executable, maker, "tar", "deb", "--quick", "--folder", packed, "--out", work, cwd=PROJECT)
    archive, deb = (Path(line) for line in made.stdout.splitlines())
    unpacked = int(run("du", "-s", "--block-size=1000000", packed, cwd=work).stdout.split()[0])
    size = archive.stat().st_size / 1e6
    if unpacked > MOST_UNPACKED or size > MOST_PACKED:
        sys.exit(f"{unpacked} MB unpacked ({MOST_UNPACKED} allowed), {size:.1f} MB as .tar.xz ({MOST_PACKED} allowed)")
    print(f"{unpacked} MB unpacked, {size:.1f} MB as a quickly made .tar.xz")
    return deb


def check_resources(packed: Path) -> None:
    """See that all is there that the program reads: what a wheel has of resources, and what lies beside the code."""
    folders = {PROJECT / "resources": "resources", PROJECT / "facemon": "."}
    unread, no_resources = {".py", ".pyc", ".ts", ".typed"}, {"packaging", "screenshots", "__pycache__"}
    wanted = {
        Path(name, path.relative_to(folder))
        for folder, name in folders.items()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix not in unread and not no_resources & {*path.relative_to(folder).parts}
    }
    inside = packed / "_internal" / "facemon"
    lacking = sorted(str(path) for path in wanted if not (inside / path).is_file())
    if lacking:
        sys.exit(f"the packed program lacks {lacking}")
    print(f"{len(wanted)} files that the program reads")


def check_licences(packed: Path) -> None:
    """See that the folder of licences has a text of each of those whose names must not be missing."""
    folder = packed / "_internal" / "licenses"
    names = {path.name.partition(" ")[0].lower() for path in folder.iterdir() if len(list(path.iterdir())) > 1}
    lacking = {"python", "pyside6_essentials", "pillow", "aiohttp", "cryptography", "keyring", "pyinstaller"} - names
    if lacking:
        sys.exit(f"no licence of {sorted(lacking)} in {folder}")
    print(f"licences of {len(names)} parts")


def check_real_use(desk: Desk, shots: Path) -> None:
    """A device with a password, as a technician sets it up: TLS, keyring, history, doctor, languages, one instance."""
    profile, trace = desk.folder / "profile", desk.folder / "trace.jsonl"
    account = ("--user", USER, "--password", PASSWORD)
    with desk.runs("simulate", "--port", "0", "--rate", "5", *account, "--json") as device:
        assert device.stdout is not None
        told = json.loads(device.stdout.readline())
        profile.mkdir(mode=0o700)
        (profile / "settings.toml").write_text(
            f'[[device]]\nid = "gate"\nname = "North gate"\nhost = "127.0.0.1"\nport = {told["port"]}\n'
            f'username = "{USER}"\ncertificate = "{told["certificate"]}"\n[ui]\nlanguage = "en"\n',
            encoding="utf-8",
        )
        if desk.has_keyring:
            desk.run("password", "gate", "--profile", profile, stdin=f"{PASSWORD}\n")
            print("keyring: takes a password")
        else:
            print("no gnome-keyring here: what needs the password is not tried")
        with desk.runs("--profile", profile, "--trace", trace):
            if desk.has_keyring:
                wait_for(lambda: shown(trace) >= FIRST_EVENTS, "events on the screen", lambda: said_last(desk.folder))
                desk.shot(shots / "packed-en.png")
            wait_for((profile / "facemon.log").exists, "the window")
            check_doctor(desk, profile)
            source, translation = a_sentence()
            for language, words in ((ENGLISH, source), (CHINESE, translation)):
                said = desk.run("--profile", profile, ends_with=IN_USE, LANG=language).stderr
                if words not in said:
                    sys.exit(f"the second start in {language} says {said!r}, and not {words!r}")
            print("a second start ends with 3, and says why in both languages")
    kept = desk.run("export", "--profile", profile, "--format", "json", "-o", "-").stdout.splitlines()
    if desk.has_keyring and len(kept) < FIRST_EVENTS:
        sys.exit(f"only {len(kept)} events were kept")
    print(f"history: {len(kept)} events kept and exported")


def check_doctor(desk: Desk, profile: Path) -> None:
    """See that the doctor finds in order what is in order at this desk."""
    command = [*desk.program, "doctor", "--json", "--profile", profile]
    ended = subprocess.run(command, env=desk.environment, capture_output=True, text=True, timeout=SECONDS, check=False)
    findings = json.loads(ended.stdout)
    wanted = {"display", "profile", "settings", "history", "supervisor"}
    if desk.has_keyring:
        wanted |= {"keyring", "device reach", "device certificate", "device sign-in"}
    if desk.has_sound:
        wanted |= {"sound"}
    lacking = wanted - {finding["check"] for finding in findings if finding["result"] == "ok"}
    if lacking:
        sys.exit(f"the doctor does not find {sorted(lacking)} in order\n{ended.stdout}{ended.stderr}")
    print("doctor:", ", ".join(f"{finding['check']} {finding['result']}" for finding in findings))


def check_demo(desk: Desk, shots: Path) -> None:
    """The demo as a newcomer starts it, on a desk in Chinese: seen, and heard."""
    trace = desk.folder / "demo.jsonl"
    with desk.runs("--demo", "--trace", trace, LANG=CHINESE):
        wait_for(lambda: shown(trace) >= FIRST_EVENTS, "the demo's events", lambda: said_last(desk.folder))
        if desk.has_sound:
            if not desk.heard(SECONDS):
                sys.exit("nothing of the demo was heard")
            print("sound: the demo is heard on a null sink")
        desk.shot(shots / "packed-demo-zh.png")
    print(f"demo: {shown(trace)} event(s) on the screen, ended by SIGTERM with 0")


def a_sentence() -> tuple[str, str]:
    """Return how the sentence that the profile is in use begins, in English and in Chinese."""
    for message in ElementTree.parse(PROJECT / "resources/translations/facemon_zh_CN.ts").iter("message"):
        source, translation = message.findtext("source", ""), message.findtext("translation", "")
        if "is in use by another running facemon" in source and translation:
            return tuple(max(text.split("{folder}"), key=len).strip() for text in (source, translation))  # type: ignore[return-value]
    sys.exit("facemon_zh_CN.ts has no sentence for a profile in use")


def shown(trace: Path) -> int:
    """Return how many events of a trace have been on the screen; a last line may still be in the making."""
    lines = trace.read_text(encoding="utf-8").split("\n")[:-1] if trace.exists() else []
    return sum(json.loads(line)["shown"] is not None for line in lines)


if __name__ == "__main__":
    main()

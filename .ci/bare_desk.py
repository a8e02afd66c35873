"""A desk for the packed program: a screen, a loudspeaker and a keyring, and where it can be a bare Debian around it."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from array import array
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

PROJECT = Path(__file__).resolve().parents[1]
SECONDS = 60  # how long what comes by itself may take
SCREENS, FONTS = Path("/tmp/.X11-unix"), Path("/usr/share/fonts")
ENGLISH, CHINESE = "en_US.UTF-8", "zh_CN.UTF-8"


class Desk:
    """A screen, a loudspeaker, a session bus with a keyring, and the packed program at them.

    Everything the program shares with this machine is in one folder, seen under the same path in the bare root, too.
    """

    def __init__(self, folder: Path, program: list[str | Path]) -> None:
        self.folder = folder
        self.program = program
        self.environment = {
            "HOME": str(folder),
            "PATH": os.environ["PATH"],
            "LANG": ENGLISH,
            "DISPLAY": "",
            "XDG_RUNTIME_DIR": str(folder),
            "PULSE_SERVER": f"unix:{folder}/sound",
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={folder}/bus",
        }
        self.has_sound = self.has_keyring = False

    @classmethod
    @contextlib.contextmanager
    def made(cls, folder: Path, packed: Path, deb: Path) -> Iterator[Desk]:
        """Set a desk up in `folder`, with the package installed in a bare root where that can be."""
        folder.mkdir()
        with contextlib.ExitStack() as ending:
            root = ending.enter_context(bare_root(deb, folder))
            program: list[str | Path] = [packed / "facemon"]
            if root:
                program = [*entering(root, folder), "facemon"]
            desk = cls(folder, program)
            ending.enter_context(desk._running())
            yield desk

    @contextlib.contextmanager
    def _running(self) -> Iterator[None]:
        with contextlib.ExitStack() as ending:
            display = 200 + os.getpid() % 5000  # Xvfb's own choice may be another's a moment later, where many run
            screen = ["Xvfb", f":{display}", "-screen", "0", "1440x900x24", "-nolisten", "tcp", "-noreset"]
            ending.enter_context(in_background(screen, self.folder))
            wait_for((SCREENS / f"X{display}").exists, "the screen", lambda: said_last(self.folder))
            self.environment["DISPLAY"] = f":{display}"
            bus = ["dbus-daemon", "--session", "--nofork", f"--address=unix:path={self.folder}/bus"]
            ending.enter_context(in_background(bus, self.folder))
            wait_for(lambda: (self.folder / "bus").exists(), "the session bus")
            if shutil.which("gnome-keyring-daemon"):
                keyring = ["gnome-keyring-daemon", "--foreground", "--components=secrets", "--unlock"]
                daemon = ending.enter_context(in_background(keyring, self.folder, self.environment, subprocess.PIPE))
                assert daemon.stdin is not None
                daemon.stdin.write(b"unlocked")
                daemon.stdin.close()
                self.has_keyring = True
            if shutil.which("pulseaudio") and shutil.which("parec"):
                modules = (f"module-native-protocol-unix auth-anonymous=1 socket={self.folder}/sound",
                           "module-null-sink sink_name=one norewinds=1")  # fmt: skip
                server = ["pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1"]
                server += [word for module in modules for word in ("-L", module)]
                ending.enter_context(in_background(server, self.folder, {**self.environment, "PULSE_SERVER": ""}))
                wait_for(lambda: (self.folder / "sound").exists(), "PulseAudio")
                self.has_sound = True
            yield

    def run(self, *arguments: str | Path, ends_with: int = 0, **settings: str) -> subprocess.CompletedProcess[str]:
        """Run the program to its end. Settings are variables of its environment, or `stdin`."""
        stdin = settings.pop("stdin", "")
        return run(*self.program, *arguments, cwd=self.folder, environment={**self.environment, **settings},
                   ends_with=ends_with, stdin=stdin)  # fmt: skip

    @contextlib.contextmanager
    def runs(self, *arguments: str | Path, **variables: str) -> Iterator[subprocess.Popen[bytes]]:
        """Run the program meanwhile; ends it by SIGTERM, and the check where it does not end with 0."""
        environment = {**self.environment, **variables}
        with in_background([*self.program, *arguments], self.folder, environment, subprocess.PIPE) as process:
            yield process
            process.send_signal(signal.SIGTERM)
            if (status := process.wait(20)) != 0:
                sys.exit(f"facemon {arguments} ended with {status} after SIGTERM\n{said_last(self.folder)}")

    def heard(self, seconds: float) -> bool:
        """Return whether the loudspeaker sounds within so many seconds."""
        recorder = ["parec", "-d", "one.monitor", "--rate=12000", "--channels=1", "--format=s16le"]
        with subprocess.Popen(recorder, env=self.environment, stdout=subprocess.PIPE) as ear:
            assert ear.stdout is not None
            deadline, loud = time.monotonic() + seconds, False
            while not loud and time.monotonic() < deadline:
                data = os.read(ear.stdout.fileno(), 4096)
                loud = max(map(abs, array("h", data[: len(data) // 2 * 2])), default=0) > 100
            ear.kill()
        return loud

    def shot(self, path: Path) -> None:
        """Take a picture of the screen, and see that a window with something in it is there."""
        run("import", "-window", "root", path, cwd=self.folder, environment={**os.environ, **self.environment})
        with Image.open(path) as image:
            found = image.convert("RGB").getcolors(1 << 24) or []
            counts = sorted((count for count, _colour in found), reverse=True)
            emptiness = counts[0] / (image.width * image.height)
        if len(counts) < 1000 or emptiness > 0.9:
            sys.exit(f"{path.name} is as good as blank: {len(counts)} colours, one of them on {emptiness:.0%} of it")
        print(f"screenshot {path.name}: {len(counts)} colours, at most {emptiness:.0%} of one")


def entering(root: Path, shared: Path) -> list[str | Path]:
    """Return the command that runs what stands behind it in the bare root, with a screen, fonts and the shared folder.

    Mounts are the process's own and end with it: none is left behind, and none is there for whoever deletes the root.
    """
    binds = "".join(f'mount --bind {place} "$0"{place} && ' for place in (SCREENS, FONTS, shared))
    return ["unshare", "--mount", "sh", "-c", f'mount -t proc proc "$0/proc" && {binds}exec chroot "$0" "$@"', root]


@contextlib.contextmanager
def bare_root(deb: Path, shared: Path) -> Iterator[Path | None]:
    """Install the package in a Debian that has what it depends on and nothing else; give its root, None without one."""
    able = os.getuid() == 0 and all(map(shutil.which, ("debootstrap", "unshare")))
    if not able or subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False).returncode:
        print("no bare root here (it takes root, debootstrap and mounts): the program is tried on this machine itself")
        yield None
        return
    depends = run("dpkg-deb", "-f", deb, "Depends", cwd=shared).stdout.strip()
    packages = ",".join(sorted(part.split()[0] for part in depends.split(", ")))
    release = dict(line.split("=", 1) for line in Path("/etc/os-release").read_text().splitlines() if "=" in line)
    name = f"{release['VERSION_CODENAME']} {packages}"
    base = Path.home() / ".cache/facemon-bare" / hashlib.sha256(name.encode()).hexdigest()[:16]
    if not (base / "ready").exists() and not make_base(base, release["VERSION_CODENAME"], packages):
        yield None
        return
    root = Path(tempfile.mkdtemp(prefix="bare-"))
    try:
        run("cp", "-a", f"{base}/.", root, cwd=root)
        shutil.copy(deb, root / "facemon.deb")
        run("chroot", root, "dpkg", "-i", "/facemon.deb", cwd=root)
        for place in (SCREENS, FONTS, shared):
            (root / place.relative_to("/")).mkdir(parents=True, exist_ok=True)
        if run("chroot", root, "sh", "-c", "command -v python3 || true", cwd=root).stdout:
            sys.exit("the bare root is not bare: it has a python3")
        print("installed by dpkg in a bare Debian without Python and Qt")
        yield root
    finally:
        run("rm", "-rf", "--one-file-system", root, cwd=Path("/"))


def make_base(base: Path, release: str, packages: str) -> bool:
    """Make a Debian of this release with these packages in `base`; return whether that could be done."""
    begin = time.monotonic()
    # From wherever this machine has its own.
    mirror = run("apt-get", "download", "--print-uris", "libx11-6", cwd=PROJECT).stdout.split("/pool/")[0].strip("'")
    shutil.rmtree(base, ignore_errors=True)
    base.mkdir(parents=True)
    made = ["debootstrap", "--variant=minbase", f"--include={packages}", release, str(base), mirror]
    ended = subprocess.run(made, cwd=base, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    if ended.returncode:
        why = (ended.stdout + ended.stderr).strip().splitlines()[-1:]
        print("no bare Debian can be made here:", *why, "- the program is tried on this machine itself")
        return False
    (base / "ready").touch()
    print(f"bare Debian made in {time.monotonic() - begin:.0f} s, and kept")
    return True


def run(
    *command: str | Path, cwd: Path, environment: dict[str, str] | None = None, ends_with: int = 0, stdin: str = "",
) -> subprocess.CompletedProcess[str]:  # fmt: skip
    """Run a command, end the check where it ends otherwise than it should."""
    result = subprocess.run(command, cwd=cwd, env=environment, input=stdin, capture_output=True, encoding="utf-8",
                            timeout=600, check=False)  # fmt: skip
    if result.returncode != ends_with:
        words = (result.stdout + result.stderr)[-3000:]
        sys.exit(f"{' '.join(map(str, command))}\n{words}\nended with {result.returncode}")
    return result


@contextlib.contextmanager
def in_background(
    command: list[str] | list[str | Path], folder: Path, environment: dict[str, str] | None = None,
    pipe: int = subprocess.DEVNULL,
) -> Iterator[subprocess.Popen[bytes]]:  # fmt: skip
    """Run a command meanwhile. What it complains of is kept in the folder."""
    with (folder / "complaints.log").open("ab") as complaints:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdin=pipe, stdout=pipe, stderr=complaints)
    try:
        yield process
    finally:
        process.kill()
        process.wait(20)


def said_last(folder: Path) -> str:
    return (folder / "complaints.log").read_text(errors="replace")[-3000:]


def wait_for(there: object, what: str, why: object = str) -> None:
    """Wait until `there()` is true; end the check after a minute."""
    assert callable(there)
    assert callable(why)
    deadline = time.monotonic() + SECONDS
    while not there():
        if time.monotonic() > deadline:
            sys.exit(f"{what}: not there after {SECONDS} s\n{why()}")
        time.sleep(0.1)

"""Whether alarms are heard, and on which output. Run by the doctor in a process of its own."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading

import msgspec

from facemon.doctor.finding import Finding, Result, as_json, failed, ok, warning
from facemon.program import own_command, own_environment
from facemon.settings import SoundSettings
from facemon.ui import sound_wire as wire

_ADVICE = "Connect a loudspeaker, or start the sound server (PipeWire, PulseAudio)."
_WHY = {
    wire.Trouble.NO_OUTPUT: "There is no output that can be heard: no alarm can be.",
    wire.Trouble.REFUSED: "“{name}” cannot be opened: no alarm can be heard.",
    wire.Trouble.STALLED: "“{name}” does not take any sound: no alarm can be heard.",
}
_VOLUME = 80
_LONGEST = 8.0  # seconds from the start of the process that plays


def main(arguments: list[str]) -> int:
    """Print what has been found as a JSON array, and return 0.

    Args:
        arguments: "--tone" plays a test sound, too; the last two are the id and the name of the chosen output.
    """
    *options, output, name = arguments
    found = findings(SoundSettings(output=output, output_name=name), tone="--tone" in options)
    sys.stdout.buffer.write(as_json(found))
    sys.stdout.buffer.flush()
    return 0


def findings(chosen: SoundSettings, *, tone: bool = False) -> list[Finding]:
    """Look for an output that takes sound, and play a test sound if wanted, the way an alarm is played."""
    with (
        tempfile.TemporaryFile() as errors,
        subprocess.Popen(  # noqa: S603 - our own
            own_command("sound-output", "facemon.ui.sound_output"),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, env=own_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        ) as process,
    ):  # fmt: skip
        late = threading.Timer(_LONGEST, process.kill)
        late.start()
        try:
            found = _heard(process, chosen, tone=tone)
        finally:
            late.cancel()
            process.kill()
        if not found:
            process.wait()
            errors.seek(0)
            last = errors.read().decode(errors="replace").strip().splitlines()[-1:]
            why = "".join(f": {line}" for line in last)
            return [failed("sound", f"The sound process does not answer{why}.", "Install what it lacks (libpulse0).")]
    if tone and len(found) == 1 and found[0].result is not Result.FAILED:
        found.append(failed("test sound", f"It was not played within {_LONGEST:.0f} s.", _ADVICE))
    return found


def _heard(process: subprocess.Popen[bytes], chosen: SoundSettings, *, tone: bool) -> list[Finding]:
    assert process.stdin is not None  # noqa: S101 - for the type checker
    assert process.stdout is not None  # noqa: S101
    commands: list[wire.Command] = [wire.Volume(_VOLUME), wire.Choose(chosen.output)]
    for command in commands:
        process.stdin.write(wire.line(command))
    process.stdin.flush()
    found: list[Finding] = []
    output = ""
    for line in process.stdout:
        try:
            report = wire.report(line)
        except msgspec.MsgspecError:
            continue
        match report:
            case wire.Output(name, wire.Trouble() as trouble):
                return [failed("sound", _WHY[trouble].format(name=name), _ADVICE)]
            case wire.Output(name, None, instead) if not found:
                output = name
                found.append(_where(name, chosen, instead=instead))
                if not tone:
                    break
                process.stdin.write(wire.line(wire.PlayNow(1, "test", repeat=False)))
                process.stdin.flush()
            case wire.Ended():
                found.append(
                    ok(
                        "test sound",
                        f"It has been played on {output}. If nobody has heard it, turn the loudspeaker up.",
                    )
                )
                break
    return found


def _where(name: str, chosen: SoundSettings, *, instead: bool) -> Finding:
    if instead:
        return warning(
            "sound",
            f"The chosen output “{chosen.output_name}” is not there or cannot be used: alarms sound on {name}.",
            "Connect it, or choose another in Settings, Alarms.",
        )
    return ok("sound", f"Alarms sound on {name}, " + ("as chosen." if chosen.output else "the system's default."))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

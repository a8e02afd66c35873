"""New values in the text of a settings file, with everything that a technician wrote around them kept."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, MutableMapping
from typing import Any

import msgspec

from facemon.settings.check import ALARM, OWN
from facemon.settings.layout import Block, blocks
from facemon.settings.model import DeviceSettings, Settings

Values = dict[str, Any]


def edited(text: str, old: Settings, new: Settings) -> str:
    """Return `text`, which holds the settings `old`, changed so that it holds `new`.

    It does for every layout of the file that facemon writes and for nearly every other; the caller checks it.
    """
    from tomlkit.exceptions import TOMLKitError  # it takes a while to load, and a start writes no settings

    try:
        found = _with_devices(blocks(text), old, new)
        before, after = _sections(old), _sections(new)
        for section, values in after.items():
            changed = {key: value for key, value in values.items() if before[section].get(key) != value}
            gone = before[section].keys() - values
            if changed or gone:
                _set_in_section(found, section, changed, gone)
    except TOMLKitError:  # it does not know all that `tomllib` accepts
        return text
    return _joined(found)


def _sections(settings: Settings) -> dict[tuple[str, ...], Values]:
    whole = builtins(settings)
    return (
        {("alarm", name): rule for name, rule in whole["alarm"].items()}
        | {("privacy", category): whole["privacy"][category] for category in whole["privacy"]}
        | {(section,): whole[section] for section in ("attention", "desk", "history", "sound", "ui", "update")}
    )


def builtins(settings: Settings) -> Values:
    """Return the settings as the file has them: of each rule only the keys that it may have, and none that is unset."""
    whole: Values = msgspec.to_builtins(settings)
    for name, rule in whole["alarm"].items():
        whole["alarm"][name] = {key: value for key, value in rule.items() if key in ALARM or key in OWN.get(name, {})}
    for pictures in whole["privacy"].values():
        if pictures["picture_days"] is None:
            del pictures["picture_days"]
    return whole


def _with_devices(found: list[Block], old: Settings, new: Settings) -> list[Block]:
    written = {_id(block): block for block in found if _is_device(block)}
    before = {device.id: device for device in old.devices}
    wanted: list[Block] = []
    for device in new.devices:
        if device.id in written:
            block = written[device.id]
            _change_device(block, before[device.id], device)
        else:
            block = _new_device(device)
        wanted.append(block)
    return _placed(found, wanted)


def _placed(found: list[Block], devices: list[Block]) -> list[Block]:
    """Put the devices' blocks in this order, in the places where devices stood; the other blocks stay.

    A place whose device stays takes the next of those that stay; new ones stand behind whom they follow in the list.
    """
    result: list[Block] = []
    waiting = list(devices)
    place: int | None = None  # in `result`, behind the last device
    for block in found:
        if not _is_device(block):
            result.append(block)
        elif any(block is other for other in devices):
            while waiting[0].new:
                result.append(waiting.pop(0))
            result.append(waiting.pop(0))
            place = len(result)
        else:
            if "#" in block.tail:
                result[-1].tail += block.tail  # there is one: the part before the first header
            place = len(result) if place is None else place
    place = len(result) if place is None else place
    return result[:place] + waiting + result[place:]


def _is_device(block: Block) -> bool:
    return block.array and block.keys == ("device",)


def _id(block: Block) -> str:
    return str(tomllib.loads(block.body)["device"][0]["id"])


def _change_device(block: Block, old: DeviceSettings, new: DeviceSettings) -> None:
    import tomlkit

    before, after = msgspec.to_builtins(old), msgspec.to_builtins(new)
    changed = {key: value for key, value in after.items() if before[key] != value}
    if changed:
        document = tomlkit.parse(block.body)
        document["device"][0].update(changed)
        block.body = document.as_string()


def _new_device(device: DeviceSettings) -> Block:
    import tomlkit

    values: Values = msgspec.to_builtins(device)
    for key in ("group", "certificate", "serial", "event_serial"):  # what many do without, is asked for, and is learnt
        if not values[key]:
            del values[key]
    return Block(("device",), True, "", "[[device]]\n" + tomlkit.dumps(values), "", new=True)


def _set_in_section(found: list[Block], section: tuple[str, ...], changed: Values, gone: Collection[str]) -> None:
    import tomlkit

    block = _home(found, section)
    if block is None:
        body = f"[{'.'.join(section)}]\n{tomlkit.dumps(changed)}"
        found.append(Block(section, False, "", body, "", new=True))
        return
    document = tomlkit.parse(block.body)
    node: MutableMapping[str, Any] = document
    for part in section:
        node = node.setdefault(part, tomlkit.inline_table())
    node.update(changed)
    for key in gone:
        node.pop(key, None)
    block.body = document.as_string()


def _home(found: list[Block], section: tuple[str, ...]) -> Block | None:
    """Return the block that has this section: under its own header, as dotted keys, or in an inline table."""
    for block in found:
        if block.keys == section and not block.array:
            return block
    for block in found:
        for path in block.paths:
            if not block.array and (path[: len(section)] == section or section[: len(path)] == path):
                return block
    return None


def _joined(found: list[Block]) -> str:
    text = ""
    was_new = False
    for block in found:
        written = block.lead + block.body + block.tail
        if not written:
            continue
        if text and not text.endswith("\n"):
            text += "\n"
        if text and (block.new or was_new) and not text.endswith(("\n\n", "\n\r\n")):
            text += "\n"
        text += written
        was_new = block.new
    return text

"""What goes into the packed program and what stays out. That it runs is tried by .ci/check_packaged.py."""

from __future__ import annotations

import importlib.util
import struct
from pathlib import Path
from types import ModuleType

import pytest

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "packaging"


def part(name: str) -> ModuleType:
    specification = importlib.util.spec_from_file_location(f"packing_{name}", FOLDER / f"{name}.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


kept, icu = part("kept"), part("icu")


@pytest.mark.parametrize(
    ("name", "stays"),
    [
        ("PySide6/Qt/lib/libQt6Widgets.so.6", True),
        ("PySide6/Qt/lib/libQt6Quick.so.6", False),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/imageformats/libqjpeg.so", True),
        ("PySide6/Qt/plugins/imageformats/libqwebp.so", False),
        ("PySide6/Qt/plugins/multimedia/libffmpegmediaplugin.so", False),
        ("PySide6\\plugins\\platforms\\qwindows.dll", True),
        ("PySide6\\plugins\\styles\\qmodernwindowsstyle.dll", True),
        ("PySide6\\plugins\\tls\\qschannelbackend.dll", False),
        ("PySide6\\avcodec-61.dll", False),
        ("PySide6/Qt/lib/libavcodec.61.dylib", False),
        ("PySide6/Qt/lib/QtQml.framework/Versions/A/QtQml", False),
        ("PySide6/Qt/translations/qtbase_zh_CN.qm", True),
        ("PySide6/Qt/translations/qtbase_de.qm", False),
        ("facemon/resources/translations/facemon_de.qm", True),
        ("PIL/_imaging.cpython-311-x86_64-linux-gnu.so", True),
    ],
)
def test_of_qt_only_what_facemon_loads_goes_in(name: str, stays: bool) -> None:
    assert bool(kept.wanted([(name, "", "BINARY")])) is stays


def test_a_library_goes_in_where_something_that_goes_in_needs_it_and_the_desk_has_none_of_its_own() -> None:
    needs = {
        "plugin": ["libQt6Gui.so.6", "libpulse.so.0", "libX11.so.6"], "gui": ["libglib-2.0.so.0"],
        "pulse": ["libsndfile.so.1"], "python": ["libstdc++.so.6"],
    }  # fmt: skip
    entries = [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", "plugin", "BINARY"),
        ("PySide6/Qt/lib/libQt6Gui.so.6", "gui", "BINARY"),
        ("libQt6Gui.so.6", "gui", "SYMLINK"),
        ("libglib-2.0.so.0", "glib", "BINARY"),
        ("libpulse.so.0", "pulse", "BINARY"),
        ("libsndfile.so.1", "sndfile", "BINARY"),
        ("libX11.so.6", "x11", "BINARY"),
        ("libstdc++.so.6", "c++", "BINARY"),
        ("libpython3.11.so.1.0", "python", "BINARY"),
        ("lib-dynload/_ssl.cpython-311-x86_64-linux-gnu.so", "ssl", "EXTENSION"),
    ]
    names = {entry[0] for entry in kept.needed(entries, lambda source: needs.get(source, []))}
    assert {entry[0] for entry in entries} - names == {
        "libpulse.so.0", "libsndfile.so.1", "libX11.so.6", "libstdc++.so.6",
    }  # fmt: skip


def test_of_icus_data_what_qt_never_asks_for_goes_and_the_rest_is_as_it_was() -> None:
    items = {
        b"icudt73l/brkitr/root.res": b"b" * 33, b"icudt73l/coll/zh.res": b"pinyin".ljust(16, b"\0"),
        b"icudt73l/gb18030.cnv": b"g" * 16, b"icudt73l/ibm-37_P100-1995.cnv": b"e" * 16,
        b"icudt73l/zone/zh.res": b"z" * 48,
    }  # fmt: skip
    cut = icu.cut(package(items))
    left = {name: item for name, item in items.items() if b"brkitr" not in name and b"ibm-37" not in name}
    assert unpacked(cut) == left
    assert cut == package(left)


def test_what_is_no_data_of_icu_is_not_touched() -> None:
    with pytest.raises(ValueError, match="no data package"):
        icu.cut(b"\0" * 64)


HEADER = struct.pack("<HH", 32, 0x27DA) + b"\x14\0\0\0\0\0\x02\0CmnD".ljust(28, b"\0")


def package(items: dict[bytes, bytes]) -> bytes:
    names = b"".join(name + b"\0" for name in items)
    begin = -(-(4 + 8 * len(items) + len(names)) // 16) * 16
    table, name_at, item_at = struct.pack("<I", len(items)), 4 + 8 * len(items), begin
    for name, item in items.items():
        table += struct.pack("<II", name_at, item_at)
        name_at, item_at = name_at + len(name) + 1, item_at + -(-len(item) // 16) * 16
    packed = b"".join(item.ljust(-(-len(item) // 16) * 16, b"\0") for item in items.values())
    return HEADER + (table + names).ljust(begin, b"\0") + packed


def unpacked(data: bytes) -> dict[bytes, bytes]:
    body = data[len(HEADER) :]
    table = [struct.unpack_from("<II", body, 4 + 8 * number) for number in range(struct.unpack_from("<I", body)[0])]
    ends = [begin for _name, begin in table[1:]] + [len(body)]
    pairs = zip(table, ends, strict=True)
    return {body[name : body.index(b"\0", name)]: body[begin:end] for (name, begin), end in pairs}

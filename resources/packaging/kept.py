"""Which of the files that PyInstaller finds go into the packed program.

PyInstaller takes in whatever a part may ever need, twice of what facemon does. An entry is a triple as in PyInstaller's
tables: the name inside the package, the file it comes from, its kind ("BINARY", "EXTENSION", "SYMLINK", "DATA", …).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import PurePosixPath

Entry = tuple[str, str, str]

# What Qt's parts bring along and facemon never loads: QML and all that is drawn with it, the on-screen keyboard that is
# made of it, video (facemon's sounds go from QAudioSink straight to the system), pictures that no device sends,
# connections (facemon has its own), Qt's own PDF and GTK look, and drivers of displays without a desktop.
_UNUSED = re.compile(
    r"(Qt6?(Qml|Quick|VirtualKeyboard|Pdf|3D|Designer|Test|Sql|EglFS|EglFs|ShaderTools|WlShellIntegration"
    r"|WaylandCompositor|MultimediaWidgets|FFmpegStub)"
    r"|qtvirtualkeyboard|qpdf|qgtk3|qeglfs|qlinuxfb|qvnc|qminimal|qvkkhrdisplay|wayland-graphics-integration-server"
    r"|plugins/(multimedia|tls|networkinformation|position|sensors)/"
    r"|imageformats/(lib)?q(gif|icns|tga|tiff|wbmp|webp)\b"
    r"|wayland-shell-integration/lib(fullscreen|ivi|qt-shell|wl-shell)|(dmabuf|drm-egl|shm-emulation|vulkan)-server"
    r"|(av(codec|format|util)|sw(resample|scale))[.-]"
    r"|opengl32sw|d3dcompiler"
    # encodings of other countries; the dictionary of Chinese phrases, which facemon switches off
    r"|_codecs_(hk|iso2022|jp|kr|tw)\b|pypinyin/phrases_dict\.json"
    r"|egldeviceintegrations|generic/|sqldrivers/|qmltooling|/qml/"
    # Metadata of what reads none; the licences are collected apart.
    r"|\.dist-info/(licenses/|LICENSE|AUTHORS|RECORD|INSTALLER|REQUESTED|direct_url|top_level|sboms/))"
)
# Qt's own texts are needed in the languages that facemon has.
_UNUSED_TEXTS = re.compile(r"translations/(?!facemon_)(?!qtbase_zh_CN).*\.qm$")

# Linux: what speaks to the desk's own servers and drivers has to be the desk's own, and is on every desktop: the C and
# C++ runtimes, X11, OpenGL, Wayland, fonts, D-Bus, PulseAudio. As in the list that AppImages go by (its excludelist).
_OF_THE_SYSTEM = re.compile(
    r"lib(stdc\+\+|gcc_s|X11|X11-xcb|xcb|Xau|Xdmcp|Xext|fontconfig|freetype|harfbuzz|graphite2|expat|z|bz2|GL|EGL|GLX"
    r"|GLdispatch|OpenGL|wayland-(client|cursor|egl)|dbus-1|systemd|pulse|pulsecommon-[\d.]+|com_err|uuid|gpg-error"
    r"|gtk-3|gdk-3|atk-.*|atspi|pango.*|cairo.*|gdk_pixbuf-2\.0|epoxy)\.so\b"
)
_LIBRARY = re.compile(r"\.so(\.\d+)*$")


def wanted(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries without what facemon never loads, on any platform."""
    return [entry for entry in entries if not _superfluous(entry[0].replace("\\", "/"))]


def _superfluous(name: str) -> bool:
    return bool(_UNUSED.search(name) or _UNUSED_TEXTS.search(name))


def needed(entries: Iterable[Entry], needs: Callable[[str], Iterable[str]]) -> list[Entry]:
    """Return the entries without the Linux libraries that are the system's, and those that nothing left needs.

    `needs` gives the names of the libraries that a file asks for. What is no library (Python's modules, Qt's plugins,
    data) stays.
    """
    left = [entry for entry in entries if not _OF_THE_SYSTEM.fullmatch(_file_name(entry[0]), endpos=_end_of_so(entry))]
    libraries: dict[str, list[Entry]] = {}
    todo = []
    for entry in left:
        if _is_library(entry):
            libraries.setdefault(_file_name(entry[0]), []).append(entry)
        else:
            todo.append(entry)
    kept = []
    while todo:
        entry = todo.pop()
        kept.append(entry)
        if entry[2] in ("BINARY", "EXTENSION"):
            for name in needs(entry[1]):
                todo += libraries.pop(name, [])
    return sorted(kept)


def _is_library(entry: Entry) -> bool:
    """Return whether it is there for others alone: Python, its modules and Qt's plugins are loaded by name."""
    name, _source, kind = entry
    by_name = "/plugins/" in name or _file_name(name).startswith("libpython")
    return kind in ("BINARY", "SYMLINK") and bool(_LIBRARY.search(name)) and not by_name


def _file_name(name: str) -> str:
    return PurePosixPath(name).name


def _end_of_so(entry: Entry) -> int:
    name = _file_name(entry[0])
    return name.index(".so") + 3 if ".so" in name else len(name)

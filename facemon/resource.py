"""Where the icons, sounds and translations are, installed or in a source tree."""

from importlib.resources import files
from pathlib import Path


def resources() -> Path:
    """Return the folder `resources`: inside the installed package, else beside it in the source tree."""
    package = Path(str(files("facemon")))
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"

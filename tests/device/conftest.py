"""What the tests of the device room share: certificates, made once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from fault_server import Identity

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def identity(tmp_path_factory: pytest.TempPathFactory) -> Identity:
    """A device's self-signed certificate, long expired, as devices have them."""
    folder: Path = tmp_path_factory.mktemp("identity")
    return Identity(folder, expired=True)


@pytest.fixture(scope="session")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Identity:
    """Another certificate for the same name."""
    return Identity(tmp_path_factory.mktemp("stranger"))

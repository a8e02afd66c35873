from pathlib import Path

import pytest
from day import Day


@pytest.mark.parametrize("seed", [11, 12])
def test_every_event_of_a_day_is_in_the_history_exactly_once(seed: int, tmp_path: Path) -> None:
    counted = Day(seed, tmp_path, events=600).play()
    assert counted["events"] == 600

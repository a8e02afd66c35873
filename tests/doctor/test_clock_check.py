from facemon.doctor.clock_check import check_clock
from facemon.doctor.finding import Result


def test_a_clock_that_the_devices_agree_with_is_well() -> None:
    (found,) = check_clock({"gate": 0.4, "back": -1.0, "yard": 90.0})
    assert found.result is Result.OK
    assert "2 devices" in found.found


def test_devices_that_all_differ_alike_say_that_this_computer_is_wrong() -> None:
    (found,) = check_clock({"gate": 60.0, "back": 61.0, "yard": 59.0})
    assert found.result is Result.WARNING
    assert found.found == "This computer's clock is 60 s behind 3 devices that agree with each other."
    assert found.advice


def test_devices_that_differ_from_each_other_say_nothing_of_this_computer() -> None:
    assert list(check_clock({"gate": 60.0, "back": 300.0})) == []
    assert list(check_clock({"gate": 60.0})) == []
    assert list(check_clock({})) == []

from typing import NoReturn

from facemon.fault import FRESH_S, MOST, FaultBook, said, trace


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def error(text: str = "wrong", kind: type[Exception] = ValueError) -> Exception:
    def fail() -> NoReturn:
        raise kind(text)

    try:
        fail()
    except Exception as caught:  # noqa: BLE001 - of any kind
        return caught


def test_the_same_fault_is_told_in_full_once_and_counted_from_then_on() -> None:
    book = FaultBook()
    assert [book.note(error())[1] for _ in range(100)] == [True] + [False] * 99
    (fault,) = book.faults()
    assert fault.times == 100
    assert fault.name == "ValueError"


def test_an_hour_later_it_is_told_in_full_again() -> None:
    clock = Clock()
    book = FaultBook(clock)
    book.note(error())
    clock.now += FRESH_S + 1
    assert book.note(error())[1]


def test_different_faults_are_remembered_up_to_a_bound_the_latest_last() -> None:
    book = FaultBook()
    kinds = [type(f"Kind{number}", (Exception,), {}) for number in range(MOST + 5)]
    for kind in kinds:
        book.note(error(kind=kind))
    assert [fault.name for fault in book.faults()] == [kind.__name__ for kind in kinds[5:]]


def test_whoever_listens_is_told_of_every_fault() -> None:
    told = []
    book = FaultBook()
    book.listen(lambda: told.append(True))
    book.note(error())
    book.note(error())
    assert len(told) == 2


def test_a_trace_says_where_and_what_without_what_came_from_a_device() -> None:
    try:
        try:
            int("Zhang San")
        except ValueError as cause:
            raise KeyError("440101199001011234") from cause
    except KeyError as caught:
        text = trace(caught)
    assert "test_fault.py" in text
    assert "invalid literal for int() with base 10: '…'" in text
    assert "which was the direct cause of" in text
    assert "KeyError" in text
    assert "Zhang" not in text.replace('int("Zhang San")', "")  # the line of the code is shown
    assert "440101199001011234" not in text.replace('KeyError("440101199001011234")', "")


def test_what_is_said_of_the_code_alone_is_kept() -> None:
    assert said(AttributeError("'NoneType' object has no attribute 'name'")).endswith("attribute 'name'")
    assert said(FileNotFoundError(2, "No such file or directory", "/home/li/张三.jpg")) == (
        "[Errno 2] No such file or directory"
    )


def test_an_error_that_cannot_say_what_it_is_does_no_harm() -> None:
    class Mute(Exception):
        def __str__(self) -> str:
            raise RuntimeError

    assert said(Mute()) == "?"
    assert "Mute" in trace(Mute())

"""Hypothesis strategies for whatever can be found in a history, hostile texts among it."""

from __future__ import annotations

from hypothesis import strategies as st

from facemon.event import AlarmStatus, Category, DeviceAlarm, Event, Group, Mask, Person, UnknownMessage
from facemon.history.query import Answer, Found

NASTY = (
    "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＋1", "－1", "＠A1", "  =1",
    "\u3000＝1",
    "\u202e=1", "\ufeff=1", '"=1', "'=1", "a;=1", 'a";"=1', "a\r\n=1,2", "a\u2028=1", "\x00=1", "\u2212 1", "x,y",
    '"', ",", "CON", "nul.txt", "../../etc/passwd", "C:\\x", "a/b", "name. ", "", " ", "\u202eabc\u2066", "陈梅",
    "é" * 300, "😀" * 90, "ÅŁ", "\U000e0001", "\x7f\x9b", "हिन्दी", "=" * 5, "\u200c=1",
)  # fmt: skip

texts = st.one_of(st.sampled_from(NASTY), st.text(max_size=40))
moments = st.integers(-(10**16), 10**16)
some_int = st.none() | st.integers(-(2**31), 2**31)
ratios = st.none() | st.floats(-100, 100)
groups = st.lists(st.builds(Group, texts, texts), max_size=3).map(tuple)
people = st.builds(
    Person, name=texts, user_id=texts, type=some_int, ic_number=texts, job_number=texts, id_number=texts,
    guest_start_ms=st.none() | moments, guest_end_ms=st.none() | moments, remark=texts, groups=groups,
)  # fmt: skip
common = {"uuid": texts, "device_id": texts, "device_sn": texts, "time_ms": moments, "received_ms": moments}
flaws = st.lists(st.sampled_from(["user.name", "score"]), max_size=2).map(tuple)
events = st.builds(
    Event, **common, category=st.sampled_from(Category), passed=st.none() | st.booleans(), score=ratios,
    liveness=ratios, temperature=ratios, mask=st.none() | st.sampled_from(Mask), mode=some_int, entry_mode=some_int,
    abnormal_type=some_int, person=st.none() | people, picture_size=st.integers(0, 10**7), flaws=flaws,
    placed_ms=st.none() | moments,
)  # fmt: skip
alarms = st.builds(
    DeviceAlarm, **common, code=some_int, status=st.none() | st.sampled_from(AlarmStatus), description=texts,
    user_id=texts,
)  # fmt: skip
messages = st.builds(UnknownMessage, **common, type=some_int)
found = st.builds(
    Found,
    id=st.integers(1, 2**60),
    happening=st.one_of(events, alarms, messages),
    raised=st.booleans(),
    answer=st.none() | st.builds(Answer, moments, texts, texts),
)

-- Alarms, what was done with them and by whom: the tables that version 2 has added to those of schema.sql (database.py).
--
-- Times are Unix milliseconds. Words are those of facemon.alarm and facemon.settings.

CREATE TABLE alarm (
    id INTEGER PRIMARY KEY,
    rule TEXT NOT NULL,
    priority INTEGER NOT NULL,     -- 1 low, 2 medium, 3 high, 4 critical
    device_id TEXT NOT NULL,       -- as in the settings; empty where no device is concerned
    subject TEXT NOT NULL,
    since_ms INTEGER NOT NULL,
    latest_ms INTEGER NOT NULL,
    count INTEGER NOT NULL,        -- also of events that could not be kept or are kept no longer
    reason TEXT NOT NULL,
    state TEXT NOT NULL,
    over_ms INTEGER,
    quiet_until_ms INTEGER,
    owner TEXT NOT NULL,
    missed INTEGER NOT NULL,
    escalated INTEGER NOT NULL,
    ticked TEXT NOT NULL,          -- numbers with a space between
    answered_ms INTEGER,
    answered_by TEXT NOT NULL,
    outcome TEXT,
    note TEXT NOT NULL,
    behind INTEGER NOT NULL,       -- 1: not all of its events say yet whether it is answered
    erased INTEGER NOT NULL        -- 1: its person has been erased; nothing is written to it any more
) STRICT;
CREATE INDEX alarm_owed ON alarm (id) WHERE state <> 'closed';
CREATE INDEX alarm_behind ON alarm (id) WHERE behind = 1;
CREATE INDEX alarm_by_time ON alarm (since_ms, id);
CREATE INDEX alarm_by_answer ON alarm (answered_ms, id) WHERE answered_ms IS NOT NULL;
CREATE INDEX alarm_by_subject ON alarm (subject, device_id) WHERE subject <> '';

-- Which alarm an event belongs to. An event that could not be kept may come later, from the device's records.
CREATE TABLE alarm_event (
    event INTEGER PRIMARY KEY,
    alarm INTEGER NOT NULL
) STRICT;
CREATE INDEX alarm_event_by_alarm ON alarm_event (alarm, event);

-- What was done with an alarm: rows are added, and changed only where a person is erased.
CREATE TABLE alarm_action (
    id INTEGER PRIMARY KEY,        -- in the order in which it was done
    alarm INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    deed TEXT NOT NULL,
    done_by TEXT NOT NULL,         -- the operator; empty for facemon itself
    text TEXT NOT NULL
) STRICT;
CREATE INDEX alarm_action_by_alarm ON alarm_action (alarm, id);

CREATE TABLE shelf (
    id INTEGER PRIMARY KEY,
    device_id TEXT NOT NULL,
    rule TEXT NOT NULL,
    from_ms INTEGER NOT NULL,
    until_ms INTEGER NOT NULL,
    shelved_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    ended_ms INTEGER               -- taken off before its time
) STRICT;
CREATE INDEX shelf_by_time ON shelf (from_ms);

CREATE TABLE watch (               -- this desk's own watch list
    id INTEGER PRIMARY KEY,
    user_id TEXT NOT NULL,
    name TEXT NOT NULL,
    reason TEXT NOT NULL,
    from_ms INTEGER NOT NULL,
    until_ms INTEGER,
    watched_by TEXT NOT NULL,      -- who has put the person on it
    ended_ms INTEGER,
    ended_by TEXT
) STRICT;

CREATE TABLE duty (                -- who took over the desk, and when
    id INTEGER PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    operator TEXT NOT NULL
) STRICT;
CREATE INDEX duty_by_time ON duty (at_ms);

CREATE TABLE handover (            -- what one shift leaves to the next
    id INTEGER PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    written_by TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE INDEX handover_by_time ON handover (at_ms);

CREATE TABLE door_order (          -- that somebody at the desk had a door opened
    id INTEGER PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    device_id TEXT NOT NULL,
    ordered_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    outcome TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;
CREATE INDEX door_order_by_time ON door_order (at_ms);

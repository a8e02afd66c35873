-- The history. One file in the profile; `PRAGMA user_version` says which version it is. Alarms are in alarm.sql.
--
-- Set before the first table (database.py): page_size 8192, auto_vacuum incremental, journal_mode WAL.
-- Times are Unix milliseconds. Texts are as the device sent them.

-- What tells the devices apart is their id in the settings; the name is the last one that was known.
CREATE TABLE device (
    id INTEGER PRIMARY KEY,
    device_id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL DEFAULT '',
    watched_ms INTEGER,       -- the last proof that nothing of this device was missed; null before it was ever live
    skew_ms INTEGER           -- how far its clock was ahead then; null where it never told
) STRICT;

CREATE TABLE serial (
    id INTEGER PRIMARY KEY,
    device_sn TEXT NOT NULL UNIQUE
) STRICT;

-- A person as a device described them at one time: whatever changes makes another row.
CREATE TABLE person (
    id INTEGER PRIMARY KEY,
    digest BLOB NOT NULL UNIQUE,   -- 16 bytes, of all the facts and groups
    name TEXT NOT NULL,
    user_id TEXT NOT NULL,
    type INTEGER,
    ic_number TEXT NOT NULL,
    job_number TEXT NOT NULL,
    id_number TEXT NOT NULL,
    guest_start_ms INTEGER,
    guest_end_ms INTEGER,
    remark TEXT NOT NULL,
    search TEXT NOT NULL           -- what a search looks into, folded (names.py)
) STRICT;
CREATE INDEX person_by_user ON person (user_id, name);
CREATE INDEX person_by_search ON person (search); -- a third less to go through than the table

CREATE TABLE team (                -- a group that the device knows; GROUP is a word of SQL
    id INTEGER PRIMARY KEY,
    group_id TEXT NOT NULL,
    name TEXT NOT NULL,
    UNIQUE (group_id, name)
) STRICT;

CREATE TABLE membership (
    person INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
    position INTEGER NOT NULL,     -- of the group among the person's, as the device listed them
    team INTEGER NOT NULL REFERENCES team,
    PRIMARY KEY (person, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX membership_by_team ON membership (team, person);

CREATE TABLE wording (             -- what a device says with an alarm
    id INTEGER PRIMARY KEY,
    description TEXT NOT NULL,
    user_id TEXT NOT NULL,
    search TEXT NOT NULL,          -- what a search looks into, folded (names.py)
    UNIQUE (description, user_id)
) STRICT;

CREATE TABLE event (
    id INTEGER PRIMARY KEY,        -- in the order of arrival
    at_ms INTEGER NOT NULL,        -- its place in the order of all events, by this computer's clock
    device INTEGER NOT NULL REFERENCES device,
    uuid TEXT NOT NULL,
    kind INTEGER NOT NULL,         -- 0 recognition, 1 device alarm, 2 unknown message
    category INTEGER NOT NULL,     -- 1 staff, 2 visitor, 3 stranger, 4 nonlive, 5 blacklist, 6 unknown, 7 device
    recovered INTEGER NOT NULL,    -- 1: from the device's records
    raised INTEGER NOT NULL,       -- 1: somebody has to acknowledge it
    serial INTEGER REFERENCES serial,
    person INTEGER REFERENCES person,
    wording INTEGER REFERENCES wording, -- of a device alarm
    time_ms INTEGER NOT NULL,      -- by the device's clock
    received_ms INTEGER NOT NULL,
    passed INTEGER,                -- 1 granted, 0 denied
    score REAL,
    liveness REAL,
    temperature REAL,
    mask INTEGER,
    mode INTEGER,
    entry_mode INTEGER,
    abnormal_type INTEGER,
    code INTEGER,                  -- from here on of a device alarm
    status INTEGER,
    type INTEGER,                  -- of an unknown message
    picture_size INTEGER NOT NULL, -- bytes as received, also once the picture is no longer kept
    flaws TEXT,                    -- names with a space between
    acknowledged_ms INTEGER,
    acknowledged_by TEXT,
    note TEXT,
    UNIQUE (device, uuid)          -- the same event twice is one event
) STRICT;
-- Each ends with all that a search asks of an event, so that it goes through an index alone (search.py).
CREATE INDEX event_by_time ON event (at_ms, id, device, category, passed, person);
CREATE INDEX event_by_device ON event (device, category, passed, at_ms, id, person);
CREATE INDEX event_by_person ON event (person, at_ms, id, device, category, passed) WHERE person IS NOT NULL;
CREATE INDEX event_by_wording ON event (wording, at_ms, id, device) WHERE wording IS NOT NULL;
CREATE INDEX event_to_acknowledge ON event (device, category, passed, at_ms, id, person)
    WHERE raised = 1 AND acknowledged_ms IS NULL;
CREATE INDEX event_to_acknowledge_by_person ON event (person, at_ms, id, device, category, passed)
    WHERE raised = 1 AND acknowledged_ms IS NULL AND person IS NOT NULL;
CREATE INDEX event_acknowledged ON event (device, category, passed, at_ms, id, person)
    WHERE acknowledged_ms IS NOT NULL;
CREATE INDEX event_acknowledged_by_person ON event (person, at_ms, id, device, category, passed)
    WHERE acknowledged_ms IS NOT NULL AND person IS NOT NULL;

CREATE TABLE picture (             -- as received
    event INTEGER PRIMARY KEY REFERENCES event ON DELETE CASCADE,
    jpeg BLOB NOT NULL
) STRICT;

CREATE TABLE raw (                 -- the message's JSON without picture and PIN
    event INTEGER PRIMARY KEY REFERENCES event ON DELETE CASCADE,
    json TEXT NOT NULL
) STRICT;

-- How many events an hour has, and a shift of eight, for the time-line and the counts: a year in hours is too much to add
-- up at once, and no time zone's midnight is far from a shift's end. Kept true by the triggers below.
CREATE TABLE tally (
    hour INTEGER NOT NULL,         -- at_ms / 3,600,000
    category INTEGER NOT NULL,
    device INTEGER NOT NULL,
    passed INTEGER NOT NULL,       -- 1 granted, 0 denied, -1 neither
    events INTEGER NOT NULL,
    PRIMARY KEY (hour, category, device, passed)
) STRICT, WITHOUT ROWID;

CREATE TABLE shift (
    shift INTEGER NOT NULL,        -- at_ms / 28,800,000
    category INTEGER NOT NULL,
    device INTEGER NOT NULL,
    passed INTEGER NOT NULL,
    events INTEGER NOT NULL,
    PRIMARY KEY (shift, category, device, passed)
) STRICT, WITHOUT ROWID;

-- Who was seen where and as what: for searches that many people meet but few of their events. Kept by the same triggers.
CREATE TABLE presence (
    person INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
    device INTEGER NOT NULL,
    category INTEGER NOT NULL,
    passed INTEGER NOT NULL,
    events INTEGER NOT NULL,
    first_ms INTEGER NOT NULL,     -- no event is before it; that one itself may have been deleted since
    last_ms INTEGER NOT NULL,      -- the same the other way
    PRIMARY KEY (person, device, category, passed)
) STRICT, WITHOUT ROWID;
CREATE INDEX presence_by_kind ON presence (category, device, passed, person);

CREATE TRIGGER event_counted AFTER INSERT ON event BEGIN
    INSERT INTO tally VALUES (NEW.at_ms / 3600000, NEW.category, NEW.device, ifnull(NEW.passed, -1), 1)
    ON CONFLICT DO UPDATE SET events = events + 1;
    INSERT INTO shift VALUES (NEW.at_ms / 28800000, NEW.category, NEW.device, ifnull(NEW.passed, -1), 1)
    ON CONFLICT DO UPDATE SET events = events + 1;
    INSERT INTO presence
    SELECT NEW.person, NEW.device, NEW.category, ifnull(NEW.passed, -1), 1, NEW.at_ms, NEW.at_ms
    WHERE NEW.person IS NOT NULL
    ON CONFLICT DO UPDATE SET events = events + 1, first_ms = min(first_ms, excluded.first_ms),
        last_ms = max(last_ms, excluded.last_ms);
END;
CREATE TRIGGER event_uncounted AFTER DELETE ON event BEGIN
    UPDATE tally SET events = events - 1 WHERE hour = OLD.at_ms / 3600000 AND category = OLD.category
        AND device = OLD.device AND passed = ifnull(OLD.passed, -1);
    DELETE FROM tally WHERE hour = OLD.at_ms / 3600000 AND category = OLD.category
        AND device = OLD.device AND passed = ifnull(OLD.passed, -1) AND events = 0;
    UPDATE shift SET events = events - 1 WHERE shift = OLD.at_ms / 28800000 AND category = OLD.category
        AND device = OLD.device AND passed = ifnull(OLD.passed, -1);
    DELETE FROM shift WHERE shift = OLD.at_ms / 28800000 AND category = OLD.category
        AND device = OLD.device AND passed = ifnull(OLD.passed, -1) AND events = 0;
    UPDATE presence SET events = events - 1 WHERE person = OLD.person AND device = OLD.device
        AND category = OLD.category AND passed = ifnull(OLD.passed, -1);
    DELETE FROM presence WHERE person = OLD.person AND device = OLD.device
        AND category = OLD.category AND passed = ifnull(OLD.passed, -1) AND events = 0;
END;

-- The times in which a device's events could not be seen and kept as they happened: facemon.event.Gap.
CREATE TABLE gap (
    id INTEGER PRIMARY KEY,
    device INTEGER NOT NULL REFERENCES device,
    from_ms INTEGER NOT NULL,
    to_ms INTEGER,
    cause TEXT NOT NULL,
    state TEXT NOT NULL,
    read INTEGER NOT NULL DEFAULT 0,
    total INTEGER,
    recovered INTEGER NOT NULL DEFAULT 0,
    pictureless INTEGER NOT NULL DEFAULT 0,
    lost INTEGER NOT NULL DEFAULT 0,
    cursor_s INTEGER,
    problem TEXT NOT NULL DEFAULT '',
    detail TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX gap_by_time ON gap (from_ms);
CREATE INDEX gap_unfinished ON gap (device, from_ms) WHERE state IN ('open', 'offered', 'waiting', 'recovering');

-- That something was taken out on purpose, without what it was.
CREATE TABLE erasure (
    id INTEGER PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    erased_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    events INTEGER NOT NULL,
    pictures INTEGER NOT NULL
) STRICT;

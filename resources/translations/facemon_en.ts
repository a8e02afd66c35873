<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AlarmStrip</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlarmsPage</name>
    <message numerus="yes">
        <source>at %n device(s)</source>
        <translation>
            <numerusform>at %n device</numerusform>
            <numerusform>at %n devices</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CheckDialog</name>
    <message numerus="yes">
        <source>%n in order</source>
        <translation>
            <numerusform>%n in order</numerusform>
            <numerusform>%n in order</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to be approved</source>
        <translation>
            <numerusform>%n to be approved</numerusform>
            <numerusform>%n to be approved</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n with a fault</source>
        <translation>
            <numerusform>%n with a fault</numerusform>
            <numerusform>%n with a fault</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not tried</source>
        <translation>
            <numerusform>%n not tried</numerusform>
            <numerusform>%n not tried</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Approve %n certificate(s)</source>
        <translation>
            <numerusform>Approve %n certificate</numerusform>
            <numerusform>Approve %n certificates</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Chip</name>
    <message numerus="yes">
        <source>{category}, %n event(s)</source>
        <translation>
            <numerusform>{category}, %n event</numerusform>
            <numerusform>{category}, %n events</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Column</name>
    <message numerus="yes">
        <source>↑ %n new above</source>
        <translation>
            <numerusform>↑ %n new above</numerusform>
            <numerusform>↑ %n new above</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Coming</name>
    <message numerus="yes">
        <source>%n more alarm(s) wait</source>
        <translation>
            <numerusform>%n more alarm waits</numerusform>
            <numerusform>%n more alarms wait</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DeviceStanding</name>
    <message numerus="yes">
        <source>%n attempt(s) failed</source>
        <translation>
            <numerusform>%n attempt failed</numerusform>
            <numerusform>%n attempts failed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DeviceStep</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DevicesBar</name>
    <message numerus="yes">
        <source>%n more group(s)</source>
        <translation>
            <numerusform>%n more group</numerusform>
            <numerusform>%n more groups</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more device(s)</source>
        <translation>
            <numerusform>%n more device</numerusform>
            <numerusform>%n more devices</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DevicesPage</name>
    <message numerus="yes">
        <source>%n device(s) removed</source>
        <translation>
            <numerusform>%n device removed</numerusform>
            <numerusform>%n devices removed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EraseDialog</name>
    <message numerus="yes">
        <source>%Ln event(s) will be erased, with pictures.</source>
        <translation>
            <numerusform>%Ln event will be erased, with its picture.</numerusform>
            <numerusform>%Ln events will be erased, with their pictures.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Erase %Ln alarm(s) that nobody has acknowledged yet, too</source>
        <translation>
            <numerusform>Erase %Ln alarm that nobody has acknowledged yet, too</numerusform>
            <numerusform>Erase %Ln alarms that nobody has acknowledged yet, too</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>So do %Ln damaged or replaced history file(s) beside the history.</source>
        <translation>
            <numerusform>So does %Ln damaged or replaced history file beside the history.</numerusform>
            <numerusform>So do %Ln damaged or replaced history files beside the history.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln event(s)</source>
        <translation>
            <numerusform>%Ln event</numerusform>
            <numerusform>%Ln events</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s)</source>
        <translation>
            <numerusform>%Ln picture</numerusform>
            <numerusform>%Ln pictures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message numerus="yes">
        <source>%Ln event(s) exported into “{file}”.</source>
        <translation>
            <numerusform>%Ln event exported into “{file}”.</numerusform>
            <numerusform>%Ln events exported into “{file}”.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s) in “{folder}”.</source>
        <translation>
            <numerusform>%Ln picture in “{folder}”.</numerusform>
            <numerusform>%Ln pictures in “{folder}”.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln event(s)</source>
        <translation>
            <numerusform>%Ln event</numerusform>
            <numerusform>%Ln events</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FaultBanner</name>
    <message numerus="yes">
        <source>Something in facemon itself has gone wrong, %n time(s).</source>
        <translation>
            <numerusform>Something in facemon itself has gone wrong, once.</numerusform>
            <numerusform>Something in facemon itself has gone wrong, %n times.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FoldRow</name>
    <message numerus="yes">
        <source>Acknowledge %n (Space)</source>
        <translation>
            <numerusform>Acknowledge %n (Space)</numerusform>
            <numerusform>Acknowledge %n (Space)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Acknowledge %n</source>
        <translation>
            <numerusform>Acknowledge %n</numerusform>
            <numerusform>Acknowledge %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GapLine</name>
    <message numerus="yes">
        <source>Not all was seen as it happened: %Ln time(s).</source>
        <translation>
            <numerusform>Not all was seen as it happened: %Ln time.</numerusform>
            <numerusform>Not all was seen as it happened: %Ln times.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In %Ln of them, something may be missing.</source>
        <translation>
            <numerusform>In %Ln of them, something may be missing.</numerusform>
            <numerusform>In %Ln of them, something may be missing.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GroupChip</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GuideWindow</name>
    <message numerus="yes">
        <source>Found in %n chapter(s)</source>
        <translation>
            <numerusform>Found in %n chapter</numerusform>
            <numerusform>Found in %n chapters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HandoverDialog</name>
    <message numerus="yes">
        <source>%Ln character(s) too many</source>
        <translation>
            <numerusform>%Ln character too many</numerusform>
            <numerusform>%Ln characters too many</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln character(s) left</source>
        <translation>
            <numerusform>%Ln character left</numerusform>
            <numerusform>%Ln characters left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n new</numerusform>
            <numerusform>%n new</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changed</source>
        <translation>
            <numerusform>%n changed</numerusform>
            <numerusform>%n changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unchanged</source>
        <translation>
            <numerusform>%n unchanged</numerusform>
            <numerusform>%n unchanged</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rejected</source>
        <translation>
            <numerusform>%n rejected</numerusform>
            <numerusform>%n rejected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove the %n device(s) that are not in the table</source>
        <translation>
            <numerusform>Remove the %n device that is not in the table</numerusform>
            <numerusform>Remove the %n devices that are not in the table</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The table has passwords for %n device(s). They go where the others are ({where}), never into the settings.</source>
        <translation>
            <numerusform>The table has the password of %n device. It goes where the others are ({where}), never into the settings.</numerusform>
            <numerusform>The table has passwords for %n devices. They go where the others are ({where}), never into the settings.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KeepingBanner</name>
    <message numerus="yes">
        <source>%Ln event(s) are held in memory until they can be written.</source>
        <translation>
            <numerusform>%Ln event is held in memory until it can be written.</numerusform>
            <numerusform>%Ln events are held in memory until they can be written.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln event(s) had no room there and are not kept.</source>
        <translation>
            <numerusform>%Ln event had no room there and is not kept.</numerusform>
            <numerusform>%Ln events had no room there and are not kept.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln event(s) that were kept are no longer in {file}: somebody has moved, deleted or replaced it while facemon was running. What happens from now on is kept. Call the technician: a copy can be restored.</source>
        <translation>
            <numerusform>%Ln event that was kept is no longer in {file}: somebody has moved, deleted or replaced it while facemon was running. What happens from now on is kept. Call the technician: a copy can be restored.</numerusform>
            <numerusform>%Ln events that were kept are no longer in {file}: somebody has moved, deleted or replaced it while facemon was running. What happens from now on is kept. Call the technician: a copy can be restored.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KeptBox</name>
    <message numerus="yes">
        <source>%Ln event(s)</source>
        <translation>
            <numerusform>%Ln event</numerusform>
            <numerusform>%Ln events</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KeptWords</name>
    <message numerus="yes">
        <source>%Ln day(s)</source>
        <translation>
            <numerusform>%Ln day</numerusform>
            <numerusform>%Ln days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LaneHead</name>
    <message numerus="yes">
        <source>Acknowledge %n low ones (G)</source>
        <translation>
            <numerusform>Acknowledge %n low one (G)</numerusform>
            <numerusform>Acknowledge %n low ones (G)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Leaving</name>
    <message numerus="yes">
        <source>%n alarm(s) wait for an answer.</source>
        <translation>
            <numerusform>%n alarm waits for an answer.</numerusform>
            <numerusform>%n alarms wait for an answer.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ManyDevices</name>
    <message numerus="yes">
        <source>Export %n selected device(s)…</source>
        <translation>
            <numerusform>Export %n selected device…</numerusform>
            <numerusform>Export %n selected devices…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n device(s) in {file}. It has no passwords.</source>
        <translation>
            <numerusform>%n device in {file}. It has no passwords.</numerusform>
            <numerusform>%n devices in {file}. It has no passwords.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out: the address is wrong.</source>
        <translation>
            <numerusform>%n left out: the address is wrong.</numerusform>
            <numerusform>%n left out: their addresses are wrong.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n device(s) taken from the table. Nothing is in force before you save.</source>
        <translation>
            <numerusform>%n device taken from the table. Nothing is in force before you save.</numerusform>
            <numerusform>%n devices taken from the table. Nothing is in force before you save.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Check %n new device(s)…</source>
        <translation>
            <numerusform>Check %n new device…</numerusform>
            <numerusform>Check %n new devices…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Check %n selected device(s)…</source>
        <translation>
            <numerusform>Check %n selected device…</numerusform>
            <numerusform>Check %n selected devices…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n certificate(s) approved. Nothing is in force before you save.</source>
        <translation>
            <numerusform>%n certificate approved. Nothing is in force before you save.</numerusform>
            <numerusform>%n certificates approved. Nothing is in force before you save.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ManyForm</name>
    <message numerus="yes">
        <source>%n device(s) selected</source>
        <translation>
            <numerusform>%n device selected</numerusform>
            <numerusform>%n devices selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NothingShown</name>
    <message numerus="yes">
        <source>%n event(s) hidden by the filter</source>
        <translation>
            <numerusform>%n event hidden by the filter</numerusform>
            <numerusform>%n events hidden by the filter</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OfferBanner</name>
    <message numerus="yes">
        <source>%Ln device(s) are new here. Fetch what happened there in the last 24 hours?</source>
        <translation>
            <numerusform>%Ln device is new here. Fetch what happened there in the last 24 hours?</numerusform>
            <numerusform>%Ln devices are new here. Fetch what happened there in the last 24 hours?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PassphrasePlace</name>
    <message numerus="yes">
        <source>%Ln device(s) wait for the passphrase.</source>
        <translation>
            <numerusform>%Ln device waits for the passphrase.</numerusform>
            <numerusform>%Ln devices wait for the passphrase.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PeopleSearch</name>
    <message numerus="yes">
        <source>%Ln event(s)</source>
        <translation>
            <numerusform>%Ln event</numerusform>
            <numerusform>%Ln events</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Pill</name>
    <message numerus="yes">
        <source>%n new event(s)</source>
        <translation>
            <numerusform>%n new event</numerusform>
            <numerusform>%n new events</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n new</numerusform>
            <numerusform>%n new</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SaveDialog</name>
    <message numerus="yes">
        <source>%Ln alarm(s) saved in “{file}”.</source>
        <translation>
            <numerusform>%Ln alarm saved in “{file}”.</numerusform>
            <numerusform>%Ln alarms saved in “{file}”.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ShelveDialog</name>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ShiftCounts</name>
    <message numerus="yes">
        <source>%Ln alarm(s)</source>
        <translation>
            <numerusform>%Ln alarm</numerusform>
            <numerusform>%Ln alarms</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln more</numerusform>
            <numerusform>%Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln time(s)</source>
        <translation>
            <numerusform>once</numerusform>
            <numerusform>%Ln times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln alarm(s) taken over from before</source>
        <translation>
            <numerusform>%Ln alarm taken over from before</numerusform>
            <numerusform>%Ln alarms taken over from before</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln alarm(s) acknowledged themselves by their rule</source>
        <translation>
            <numerusform>%Ln alarm acknowledged itself by its rule</numerusform>
            <numerusform>%Ln alarms acknowledged themselves by their rule</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln alarm(s) waited until the sound grew louder</source>
        <translation>
            <numerusform>%Ln alarm waited until the sound grew louder</numerusform>
            <numerusform>%Ln alarms waited until the sound grew louder</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln alarm(s) waited until the supervisor was to be told</source>
        <translation>
            <numerusform>%Ln alarm waited until the supervisor was to be told</numerusform>
            <numerusform>%Ln alarms waited until the supervisor was to be told</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Only the first %Ln alarm(s) are in this report: choose a shorter time.</source>
        <translation>
            <numerusform>Only the first alarm is in this report: choose a shorter time.</numerusform>
            <numerusform>Only the first %Ln alarms are in this report: choose a shorter time.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ShiftDialog</name>
    <message numerus="yes">
        <source>%n alarm(s) to be answered. They stay as they are.</source>
        <translation>
            <numerusform>%n alarm to be answered. It stays as it is.</numerusform>
            <numerusform>%n alarms to be answered. They stay as they are.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SomeOf</name>
    <message numerus="yes">
        <source>{first} and %n more</source>
        <translation>
            <numerusform>{first} and %n more</numerusform>
            <numerusform>{first} and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SoundButton</name>
    <message numerus="yes">
        <source>Mute for %n minute(s)</source>
        <translation>
            <numerusform>Mute for %n minute</numerusform>
            <numerusform>Mute for %n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Standing</name>
    <message numerus="yes">
        <source>%n event(s) not shown: they arrived too fast to be shown</source>
        <translation>
            <numerusform>%n event not shown: it came faster than it could be drawn</numerusform>
            <numerusform>%n events not shown: they arrived too fast to be shown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) are not kept</source>
        <translation>
            <numerusform>%n event is not kept</numerusform>
            <numerusform>%n events are not kept</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message numerus="yes">
        <source>Stored: %Ln event(s)</source>
        <translation>
            <numerusform>Stored: %Ln event</numerusform>
            <numerusform>Stored: %Ln events</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln day(s) kept</source>
        <translation>
            <numerusform>%Ln day kept</numerusform>
            <numerusform>%Ln days kept</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Today %Ln event(s)</source>
        <translation>
            <numerusform>Today %Ln event</numerusform>
            <numerusform>Today %Ln events</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Summary</name>
    <message numerus="yes">
        <source>%Ln event(s)</source>
        <translation>
            <numerusform>%Ln event</numerusform>
            <numerusform>%Ln events</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new – refresh</source>
        <translation>
            <numerusform>%Ln new – refresh</numerusform>
            <numerusform>%Ln new – refresh</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TimeLine</name>
    <message numerus="yes">
        <source>%Ln event(s)</source>
        <translation>
            <numerusform>%Ln event</numerusform>
            <numerusform>%Ln events</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message numerus="yes">
        <source>%n alarm(s)</source>
        <translation>
            <numerusform>%n alarm</numerusform>
            <numerusform>%n alarms</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrustBanner</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At %n device(s), somebody else may be answering: {names}.</source>
        <translation>
            <numerusform>At %n device, somebody else may be answering: {names}.</numerusform>
            <numerusform>At %n devices, somebody else may be answering: {names}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrustPlace</name>
    <message numerus="yes">
        <source>The certificates of %n device(s) end within 30 days</source>
        <translation>
            <numerusform>The certificate of %n device ends within 30 days</numerusform>
            <numerusform>The certificates of %n devices end within 30 days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UndoLine</name>
    <message numerus="yes">
        <source>%n alarms acknowledged</source>
        <translation>
            <numerusform>%n alarm acknowledged</numerusform>
            <numerusform>%n alarms acknowledged</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UnreportedBanner</name>
    <message numerus="yes">
        <source>%Ln device(s) were connected but did not report their events: {names}.</source>
        <translation>
            <numerusform>%Ln device was connected but did not report its events: {names}.</numerusform>
            <numerusform>%Ln devices were connected but did not report their events: {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>That is %Ln time(s) since facemon was started.</source>
        <translation>
            <numerusform>That is %Ln time since facemon was started.</numerusform>
            <numerusform>That is %Ln times since facemon was started.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WatchWindow</name>
    <message numerus="yes">
        <source>%Ln person(s) on the watch list</source>
        <translation>
            <numerusform>%Ln person on the watch list</numerusform>
            <numerusform>%Ln persons on the watch list</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Counts</name>
    <message numerus="yes">
        <source>%Ln gap(s) in the last 24 hours</source>
        <translation>
            <numerusform>%Ln gap in the last 24 hours</numerusform>
            <numerusform>%Ln gaps in the last 24 hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln time(s) in the last 24 hours</source>
        <translation>
            <numerusform>once in the last 24 hours</numerusform>
            <numerusform>%Ln times in the last 24 hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln time(s) since facemon was started</source>
        <translation>
            <numerusform>%Ln time since facemon was started</numerusform>
            <numerusform>%Ln times since facemon was started</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln time(s) since facemon was started it was connected and did not report its events, the last time found at {time}. What was missed was fetched from its records.</source>
        <translation>
            <numerusform>%Ln time since facemon was started it was connected and did not report its events, found at {time}. What was missed was fetched from its records.</numerusform>
            <numerusform>%Ln times since facemon was started it was connected and did not report its events, the last time found at {time}. What was missed was fetched from its records.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_GapCounts</name>
    <message numerus="yes">
        <source>%Ln event(s) recovered from the device</source>
        <translation>
            <numerusform>%Ln event recovered from the device</numerusform>
            <numerusform>%Ln events recovered from the device</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln event(s) lost</source>
        <translation>
            <numerusform>%Ln event lost</numerusform>
            <numerusform>%Ln events lost</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_LaneCounts</name>
    <message numerus="yes">
        <source>%n time(s)</source>
        <translation>
            <numerusform>%n time</numerusform>
            <numerusform>%n times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n kind(s)</source>
        <translation>
            <numerusform>%n kind</numerusform>
            <numerusform>%n kinds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alarm(s)</source>
        <translation>
            <numerusform>%n alarm</numerusform>
            <numerusform>%n alarms</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alarm(s) wait</source>
        <translation>
            <numerusform>%n alarm waits</numerusform>
            <numerusform>%n alarms wait</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Denied %n time(s) or more</source>
        <translation>
            <numerusform>Denied %n time or more</numerusform>
            <numerusform>Denied %n times or more</numerusform>
        </translation>
    </message>
</context>
</TS>

"""The settings window: devices, alarms, appearance. Nothing takes effect before its “Save”."""

"""One device on the network. Knows nothing of storage, alarms or Qt."""

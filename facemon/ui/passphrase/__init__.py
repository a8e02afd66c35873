"""The passphrase of the passwords that are in a file for want of a keyring: asked for at start, set in the settings."""

"""Who sits at the desk: the operators of this profile, each with a PIN kept as a password hash.

`operators.json` in the profile, mode 0600, holds names, salts and scrypt hashes; a PIN itself is nowhere.
"""

"""The screen before the work: name and passphrase, nothing that betrays who works here."""

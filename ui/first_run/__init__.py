"""The first minutes: a centre, its first administrator, a recovery code. The flow knows no Qt."""

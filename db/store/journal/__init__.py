"""The journal: every change, signed and chained, in the transaction that makes it."""

"""Papers that somebody brought: scanned, attached to a case or a person, opened, taken out."""

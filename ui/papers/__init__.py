"""Papers that somebody brought, attached to a case or a person."""

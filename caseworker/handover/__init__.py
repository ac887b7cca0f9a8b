"""A case goes to another centre: cards, sealed handovers, answers (docs/formats/handover.md)."""

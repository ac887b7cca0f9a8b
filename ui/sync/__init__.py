"""The exchange on screen: how it stands, by stick, and where two laptops differ."""

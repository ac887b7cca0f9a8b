"""Domain and use cases of Caseworker: what a migrant centre does, in its own words."""

"""The directory on screen: what fits a need, one provider, and the forms to keep both right."""

"""Data that is not public: who asks, on a signed form, what is weighed and decided."""

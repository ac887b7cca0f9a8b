"""The desktop interface: the only package that knows Qt."""

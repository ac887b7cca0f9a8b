"""The desktop interface: the only package that knows Qt."""

from ui.none_reserve import keep_none

keep_none()

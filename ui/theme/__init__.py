"""The look: tokens, type, icons, the one stylesheet, and the theme in force."""

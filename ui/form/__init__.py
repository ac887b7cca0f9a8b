"""The form renderer: an entry of a form as widgets. Screens give it an entry and hear changes."""

"""The widget for each kind of question. All speak the text that a form stores."""

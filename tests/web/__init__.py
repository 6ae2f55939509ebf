"""Pages and the widget, in a real Chromium."""

"""The public door: a person who has not signed in, on the page, in the widget, or by another client."""

"""The web pages: what they show, and how it looks."""

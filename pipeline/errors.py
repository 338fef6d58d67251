"""What can go wrong with what one gives us: a bulletin, or a data file of our own."""


class BulletinError(Exception):
    """A bulletin that cannot be read; the message says why, in words for a person."""


class LexiconError(Exception):
    """A mistake in our own data files; the message names file and entry."""

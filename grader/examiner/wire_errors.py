"""The one exception of the line."""


class WireError(Exception):
    """Bytes that cannot be read, or a value that cannot be sent."""

"""What keeps the site from being built, in words."""


class SiteError(Exception):
    """The site can't be built; the message names the file and the way out."""

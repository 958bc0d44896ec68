"""Calls between the two sides of the sandbox; the sandbox sees this package too."""

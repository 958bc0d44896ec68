"""The site's pages: lessons to read, the docs, the API, and pictures that answer."""

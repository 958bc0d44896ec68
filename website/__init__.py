"""The site: the course in a browser, and the pages that show it."""

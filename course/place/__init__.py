"""What is not the same where the course is installed and where it runs in a browser.

In the browser edition Python is Pyodide: there are no processes, no threads and no timer signals,
and nobody types `make start`. Whatever the rest of the course does differently there, stands here.
"""

import sys

IN_BROWSER = sys.platform == "emscripten"
"""Whether this Python runs in a browser."""

"""A submission that tries everything that stock nbgrader lets reach the instructor's browser.

Each trick sets ``window.pwned`` to its own number if it runs.
"""

from __future__ import annotations

from typing import Any

from tests.instructor.tiny import add, answer

CODE = """
from IPython import get_ipython
from IPython.display import HTML, Javascript, Latex, Markdown, display
publish = get_ipython().display_pub.publish
display(HTML('<script>window.pwned=1</script><img src=x onerror="window.pwned=2">'))
display(HTML('<svg onload="window.pwned=3"></svg><a href="java&#115;cript:window.pwned=4">a</a>'))
display(Javascript('window.pwned=5'))
publish({'image/png': 'x" onerror="window.pwned=6'})
publish({'image/png': 'aGVsbG8='}, {'image/png': {'width': '1 onerror=window.pwned=7'}})
publish({'text/html': '<iframe srcdoc="<script>parent.pwned=8</script>"></iframe>'},
        {'text/html': {'isolated': True}})
publish({'application/vnd.jupyter.widget-view+json': '</script><script>window.pwned=9</script>'})
publish({'image/svg+xml': '<svg xmlns="http://www.w3.org/2000/svg">'
         '<script>window.pwned=10</script><image href="x" onerror="window.pwned=11"/></svg>'})
display(Markdown('<img src=x onerror="window.pwned=12"> [l](javascript:window.pwned=13)'))
display(Latex('</div><script>window.pwned=14</script>'))
"""

FIGURE = """
%matplotlib inline
import matplotlib.pyplot as plt
_ = plt.plot([1, 2])
"""

MARKDOWN = """
<img src=x onerror="window.pwned=20"> <script>window.pwned=21</script>
[link](javascript:window.pwned=22) ![a](attachment:missing.png) <a href="evil.html">mine</a>

<span class="btn full-credit">Full credit</span> $x <script>window.pwned=23</script>$

![m](x" onerror="window.pwned=24) <form action="https://example.org"><button>b</button></form>
<a href="data:text/html,<script>window.pwned=25</script>">data</a>
"""


def _metadata(notebook: Any) -> None:
    notebook.cells[0].metadata["magics_language"] = 'x"><script>window.pwned=30</script>'
    notebook.cells[1].metadata["tags"] = ['x"><script>window.pwned=31</script>']
    notebook.metadata["title"] = "</title><script>window.pwned=32</script>"
    notebook.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": 33}}


HOSTILE = [
    answer("why", MARKDOWN), add("code", CODE), add("markdown", MARKDOWN), add("code", FIGURE),
    _metadata,
]  # fmt: skip
FILES = {"evil.html": "<script>window.pwned=40</script>", "fake.png": "no picture"}

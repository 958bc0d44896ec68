"""What strangers hand in, looked at by a process of its own with a clock and a memory limit.

`reader` asks and `serve` answers. The rest runs in the reader process: `notebook` and `archive`
read files, `page` renders what goes on a page.
"""

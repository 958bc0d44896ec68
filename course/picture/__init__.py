"""What every lesson picture shares: its frame, its sliders, its life and its words.

A lesson picture is a folder of its own, such as `course.graph`: Python computes, and a module in
its ``web`` folder draws. The look and the controls are those of `course.explore`.
"""

"""What every picture stands on: the live view, sliders, words, the still, and the saved page.

A picture is a folder of its own in `course.pictures`: Python computes, and a script in its
``web`` folder draws. None of them imports another; all of them import this one.
"""

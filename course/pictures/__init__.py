"""The live pictures, each a folder that stands on `course.widget` and on no other picture."""

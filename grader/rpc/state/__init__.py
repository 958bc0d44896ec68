"""State of a process as plain data: files, random generators, warning filters."""

"""The learner's side: runs cells, and answers questions about what they made."""

"""What an author runs: make source/ and release/ from lessons/, and bring notebook edits back."""

"""Be a student whose name holds brackets, quotes and markup."""

ROW = "Machine: odd characters in names"
STOCK = "crash"
STUDENT = "o'neill [a-z] <b>$(id);{x} ünï"

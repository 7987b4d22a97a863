"""How much of what answers a question is found, and whether a doubtful recall says so."""

"""Finding: how memories become keys, and how a query's words and meaning are weighed."""

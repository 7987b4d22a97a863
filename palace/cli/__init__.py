"""The command line: thin hands on the session, and everything a person or a script is told."""

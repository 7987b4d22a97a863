"""The words of the program as plain data: no input or output, no Qt, no SQL."""

"""Small parts that every surface is made of."""

"""What is drawn: programs of GLSL 1.20 behind typed adapters, at most thirty of them."""

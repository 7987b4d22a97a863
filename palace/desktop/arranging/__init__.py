"""The person as architect: names, pins, moves by hand, and where sources go."""

"""What is painted over the scene: signs, hints, chips, the corner map, cards."""

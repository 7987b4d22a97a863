"""The palace as one sees it: cameras, walking, drawing, picking. No widgets."""

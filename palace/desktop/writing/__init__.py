"""Writing in the window: pages that are changed, new notes, what is out of reach."""

"""The window: the only place with widgets. `palace.desktop.launch.launch` is its one entry."""

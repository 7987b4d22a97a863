"""How good, how fast and how steady the plan is; beside it, what else one could do."""

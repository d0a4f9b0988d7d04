"""Training of the learned parts of Waqai. Needs the dependency group `training`; the program never imports it."""

"""The training page: train a recipe, teach a model your moods, choose among the models."""

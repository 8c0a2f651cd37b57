"""The model that ships: heads fitted in closed form to described clips."""

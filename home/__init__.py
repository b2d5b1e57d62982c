"""What belongs to no noun: the frame of every page with its menu, where someone starts, how a form looks."""

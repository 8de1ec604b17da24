"""What a study keeps about itself: its journal, earlier states of its files, and files that commands keep there."""

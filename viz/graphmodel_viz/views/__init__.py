"""What the views show, as plain data: counts and words, with no drawing."""

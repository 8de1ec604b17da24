"""What each view shows, as plain frames: one module per view, from analyses to what is drawn."""

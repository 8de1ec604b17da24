"""Transcripts of interviews and meetings: their text, whose turn is where, and comments of coders."""

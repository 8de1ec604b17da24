"""Finds everything that is wrong with a study, in one run (``study.StudyCheck``)."""

"""One function per job, for the window and the command line alike."""

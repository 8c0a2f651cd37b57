"""Reading sound: every format through PyAV, streamed."""

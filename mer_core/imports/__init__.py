"""What people and other machines say of songs: typed, in tables, in exports."""

"""When each note of a package last changed, so that an update in Anki touches only what did."""

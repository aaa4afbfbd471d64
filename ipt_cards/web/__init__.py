"""The learner in a browser: pages that a server on this machine makes, and the server itself."""

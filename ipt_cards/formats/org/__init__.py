"""Cards in Org files: org-fc's (https://www.leonrische.me/fc) and anki-editor's."""

"""Moodle's XML format for questions (https://docs.moodle.org/en/Moodle_XML_format)."""

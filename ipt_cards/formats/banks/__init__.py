"""Question banks: GIFT, Moodle XML, Aiken and QTI, in and out."""

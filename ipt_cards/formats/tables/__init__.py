"""Tables: CSV, TSV, Excel, LibreOffice, and the text that Anki and Quizlet export."""

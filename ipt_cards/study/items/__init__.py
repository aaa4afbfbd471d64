"""A class's answers, from the files that they are in to what is counted of them."""

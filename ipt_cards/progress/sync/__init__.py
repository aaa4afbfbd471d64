"""Several machines' logs kept together through a folder that another program carries.

Syncthing, Dropbox, iCloud or git copies the folder between the machines. Each device appends to one
file of its own there and reads everyone's, so that no two ever write the same file. What is merged
is the set union of the log's design, so neither the order in which files come nor a copy that a
carrier makes twice matters.
"""

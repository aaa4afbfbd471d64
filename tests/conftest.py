from hypothesis import settings

# A shared machine may be slow at any moment, so no test is judged by its time.
settings.register_profile("ipt-cards", deadline=None)
settings.load_profile("ipt-cards")

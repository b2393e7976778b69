"""Evidence: files that come with a report, made anew so that nothing hidden stays in them.

What comes from outside is only ever decoded in a process of its own (`child`), which has little
memory and time and can open nothing. `cleaning` starts it and is what others call.
"""

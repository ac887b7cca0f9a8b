"""The demo centre: invented people in an invented town, made through the use cases alone.

Whatever the program can do, somebody in Harbour Gate has done: the demo is also a test that all
parts fit together. `centre.make` tells the whole story, relative to the day on which it is made.
"""

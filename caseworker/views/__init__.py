"""What screens show: frozen answers to one question each, computed from the store.

No entity leaves this package, and no words of a language do: screens say values through
`caseworker.words`.
"""

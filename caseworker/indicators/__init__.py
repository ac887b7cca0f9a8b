"""The library of indicators: what each means, how it is counted, how public it is (R-383)."""

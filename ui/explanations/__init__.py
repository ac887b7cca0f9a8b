"""How the centre explains things in other languages: kept here, heard and seen at reception."""

# Hides the small counts of a table and what gives them away, by GaussSuppression.
# Arguments: the finest cells as CSV (d1, d2, ..., count), where to write what is hidden, the width
# that every small count is to stay open by (0: as the package does it by itself).

arguments <- commandArgs(trailingOnly = TRUE)
suppressPackageStartupMessages(library(GaussSuppression))
cells <- read.csv(arguments[1], colClasses = c(count = "integer"))
width <- as.integer(arguments[3])
names_of <- setdiff(names(cells), "count")
for (name in names_of) cells[[name]] <- as.character(cells[[name]])

hide <- function(...) {
  SuppressSmallCounts(cells, maxN = 4, freqVar = "count", dimVar = names_of,
                      protectZeros = FALSE, printInc = FALSE, ...)
}
started <- proc.time()[["elapsed"]]
hidden <- if (width) hide(lpPackage = "Rglpk", rangePercent = 0, rangeMin = width) else hide()
seconds <- proc.time()[["elapsed"]] - started
write.csv(hidden[hidden$suppressed, names_of], arguments[2], row.names = FALSE)
cat("seconds", seconds, "\n")

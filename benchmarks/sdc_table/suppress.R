# Hides the small counts of a table and what gives them away, by sdcTable.
# Arguments: the finest cells as CSV (d1, d2, ..., count), where to write what is hidden, the method
# (SIMPLEHEURISTIC, GAUSS, HITAS or OPT).

arguments <- commandArgs(trailingOnly = TRUE)
suppressPackageStartupMessages(library(sdcTable))
cells <- read.csv(arguments[1], colClasses = c(count = "integer"))
method <- arguments[3]
names_of <- setdiff(names(cells), "count")
for (name in names_of) cells[[name]] <- paste0("c", cells[[name]])

hierarchy <- function(name) {
  codes <- sort(unique(cells[[name]]))
  hier_create(root = "Total", nodes = codes)
}
dimensions <- setNames(lapply(names_of, hierarchy), names_of)
problem <- makeProblem(cells, dimList = dimensions, freqVarInd = "count")
problem <- primarySuppression(problem, type = "freq", maxN = 4, allowZeros = FALSE)

started <- proc.time()[["elapsed"]]
extra <- if (method == "OPT") list(useC = TRUE, timeLimit = 10) else list()
protected <- do.call(protectTable, c(list(problem, method = method), extra))
seconds <- proc.time()[["elapsed"]] - started

told <- as.data.frame(getInfo(protected, type = "finalData"))
hidden <- told[told$sdcStatus %in% c("u", "x"), names_of, drop = FALSE]
for (name in names_of) hidden[[name]] <- sub("^c", "", hidden[[name]])
write.csv(hidden, arguments[2], row.names = FALSE)
cat("seconds", seconds, "\n")

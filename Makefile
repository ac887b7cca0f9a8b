# The one front door. Everything is done by tasks.py (standard library only), so that
# `python tasks.py NAME` works the same where there is no make.
PYTHON ?= python3
TASKS := help setup demo run test check powerloss bench screenshots package conformance fuzz lock translations requirements forms

.DEFAULT_GOAL := help
.PHONY: $(TASKS)
$(TASKS):
	@$(PYTHON) tasks.py $@

# `make` with no target prints what there is.
.DEFAULT_GOAL := help
.PHONY: help test

help: ## Print the targets
	@awk 'BEGIN {FS = ":.*## "} /^[a-zA-Z_-]+:.*## / {printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

test: ## Build everything and pass the unit, integration and end-to-end tests
	./mvnw verify

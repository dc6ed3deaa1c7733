# `make` with no target prints what there is.
.DEFAULT_GOAL := help
SHELL := /bin/bash

JDK25 := $(shell bin/find-jdk 25)

.PHONY: help test format clean

help: ## Print the targets
	@awk 'BEGIN {FS = ":.*## "} /^[a-zA-Z_-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

test: ## Build everything; pass all tests on this JDK and on a JDK 25 where there is one
	@bin/require-jdk
	@echo "Tests run on $$(java -version 2>&1 | head -1)$(if $(JDK25), and on $(JDK25), only: no JDK 25 found; JDK25_HOME names one)"
	./mvnw verify $(if $(JDK25),-Djdk25.home=$(JDK25))

format: ## Format the Java sources
	./mvnw -q spotless:apply

clean: ## Delete what was built
	./mvnw -q clean

# `make` with no target prints what there is.
.DEFAULT_GOAL := help
SHELL := /bin/bash

JAVA := $(if $(JAVA_HOME),$(JAVA_HOME)/bin/)java
JDK25 := $(shell bin/find-jdk 25)

.PHONY: help demo workshop test-workshop up down logs links doctor test test-stack install screenshots api format clean require-jdk

help: ## Print the targets
	@awk 'BEGIN {FS = ":.*## "} /^[a-zA-Z_-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: .demo/built ## From a request to its flame graph, with no Docker; DURATION=60, KEEP=1, VIEWER_PORT=3001 ...
	@exec $(JAVA) -jar demo/target/demo.jar $(if $(KEEP),--keep)

up: ## The same services against the real Tempo, Jaeger, Pyroscope, Loki and Grafana, in Docker
	@bin/compose version >/dev/null
	@if bin/require-jdk 2>/dev/null; then \
	  echo "Building the services"; \
	  ./mvnw -q -T1C package -DskipTests -Dchecks.skip -pl rideshare-java -am && export RIDESHARE_JAR=host || exit; \
	fi; \
	bin/compose up --detach --build && bin/await-order \
	  || { echo "Not all of it is up: 'make doctor' and 'make logs' say more" >&2; exit 1; }
	@if bin/require-jdk 2>/dev/null; then $(MAKE) --no-print-directory links; \
	else echo "It is up: begin at http://localhost:$${GRAFANA_PORT:-3000}. The README has the other addresses."; fi

down: ## Stop it; its data stays for the next 'make up'
	@bin/compose --profile pull down --remove-orphans

logs: ## Follow what it prints; SERVICE=tempo for one
	@bin/compose logs --follow --tail=50 $(SERVICE)

# The demo's programs, built and prepared to start fast.
DEMO_MODULES := demo embedded-stack rideshare-java span-profiles-recordings span-profiles span-profiles-spring-boot-starter
.demo/built: $(shell find $(DEMO_MODULES) -path '*/src/main/*' -type f) pom.xml $(DEMO_MODULES:%=%/pom.xml) | require-jdk
	@echo "Building what the demo runs; it is built again only when its sources change"
	./mvnw -q -T1C package -DskipTests -Dchecks.skip -pl demo,embedded-stack,rideshare-java -am
	@exec $(JAVA) -jar demo/target/demo.jar prepare
	@touch $@

# With CHAPTER, in a terminal beside the one that runs it: START=1, ANSWER='…' (QUESTION=2), HINT=1, MEND=1, RESET=1.
VIEWER := http://localhost:$(or $(VIEWER_PORT),3000)
WORKSHOP_DOES := $(if $(START),/start,$(if $(ANSWER),/answer,$(if $(HINT),/hint,$(if $(MEND),/mend,$(if $(RESET),/reset)))))
ifdef CHAPTER
override ANSWER := $(value ANSWER)# as it was written: names of lambdas have a $$ in them
export ANSWER
workshop: ## Learn with it, in the browser or with CHAPTER=3 here: START=1, ANSWER='…', HINT=1, MEND=1
	@curl -sS -H 'Accept: text/plain' $(if $(WORKSHOP_DOES),-X POST --data-urlencode "answer=$$ANSWER" --data-urlencode 'question=$(QUESTION)') \
	  $(VIEWER)/workshop/$(CHAPTER)$(WORKSHOP_DOES) || { echo "Nothing runs at $(VIEWER): start 'make workshop' in another terminal" >&2; exit 1; }
else
workshop: .demo/built
	@exec $(JAVA) -jar demo/target/demo.jar --workshop $(if $(KEEP),--keep)
endif

test-workshop: ## Go through all chapters of the workshop (CHAPTER=3: one) with the real services; on a JDK 25 where there is one
	@bin/require-jdk
	./mvnw -q verify -pl integration-tests -am -Dchecks.skip -Dtest=WorkshopIT -Dsurefire.failIfNoSpecifiedTests=false -DskipITs $(if $(CHAPTER),-Dchapter=$(CHAPTER)) $(if $(JDK25),-Djvm=$(JDK25)/bin/java)

links: demo/target/demo.jar ## Print every address with what it shows
	@exec $(JAVA) -jar demo/target/demo.jar links

doctor: demo/target/demo.jar ## Say whether what runs works, and what to do where it does not
	@exec $(JAVA) -jar demo/target/demo.jar doctor $(if $(PATIENCE),--patience $(PATIENCE))

demo/target/demo.jar: $(shell find demo/src/main -type f) demo/pom.xml pom.xml | require-jdk
	./mvnw -q package -DskipTests -Dchecks.skip -pl demo

require-jdk:
	@bin/require-jdk

test: ## Build everything; pass all tests on this JDK, and on a JDK 25 those that depend on it
	@bin/require-jdk
	@echo "Tests run on $$($(JAVA) -version 2>&1 | head -1)$(if $(JDK25),; what depends on the JDK also on $(JDK25), only: no JDK 25 found; JDK25_HOME names one)"
	./mvnw -T1C verify $(if $(JDK25),-Djdk25.home=$(JDK25))

test-stack: ## Pass what is tested with the real programs, in Docker and on the PATH; says what was not
	@bin/require-jdk
	@bin/test-stack

install: ## Put the library, its starter and their bill of materials into the local Maven repository
	@bin/require-jdk
	./mvnw -q install -DskipTests -DskipITs -Dchecks.skip -pl span-profiles-recordings,span-profiles,span-profiles-spring-boot-starter,span-profiles-bom -am

screenshots: ## Take the README's pictures anew
	./mvnw -q verify -pl integration-tests -am -Dchecks.skip -Dtest=EmbeddedStackTest -Dsurefire.failIfNoSpecifiedTests=false -DskipITs -Dscreenshots=$(CURDIR)/docs/screenshots

api: ## Check in the libraries' API after a change of it that is wanted
	./mvnw -q test -pl span-profiles,span-profiles-spring-boot-starter -am -Dchecks.skip -Dtest=PublishedApiTest -Dapi.write

format: ## Format the Java sources
	./mvnw -q spotless:apply

clean: ## Delete what was built
	./mvnw -q clean
	rm -rf .demo/built .demo/embedded-stack .demo/rideshare

# What people do with this repository. `make` alone lists it.

SHELL       := bash
.SHELLFLAGS := -eu -o pipefail -c
.NOTPARALLEL:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PREFIX  ?= /usr/local
DESTDIR ?=

venv        := .venv
python      := $(venv)/bin/python
debug       := .build/debug/fcsh
release     := .build/release/fcsh
swift_files := Package.swift Sources Tests $(wildcard Fuzz Benchmarks)
heading      = @printf '\n== %s\n'

# A crash must end the run with a report, not wait for a debugger's commands.
export SWIFT_BACKTRACE := interactive=no

.PHONY: help demo test build release install bench format lint fuzz soak docs clean bootstrap test-tools conformance

help: ## list these targets
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r name what; do \
		printf '  make %-11s %s\n' "$$name" "$$what"; done

demo: bootstrap ## build fcsh and run examples/quickstart on this machine, no account needed
	$(heading) 'Build fcsh (debug)'
	swift build --product fcsh
	$(heading) 'Run examples/quickstart'
	cd examples/quickstart && ../../$(debug) run quickstart.fcsh

test: test-tools $(venv)/ready ## everything: build, tests, official SDK, short fuzz run, lint
	$(heading) 'Build with tests'
	swift build --build-tests
	$(heading) 'Tests'
	swift test --skip-build
	$(heading) 'Conformance with the official SDK'
	$(python) Tests/Conformance/run.py --fcsh $(debug)
	$(heading) 'Mixed load on the local endpoint'
	$(python) Tests/Soak/soak.py --fcsh $(debug) --seconds 40
	$(heading) 'Short fuzz run'
	scripts/fuzz --optional --seconds 10
	$(heading) 'Lint'
	swift format lint --strict --recursive $(swift_files)

build: bootstrap ## debug build of fcsh
	swift build --product fcsh

release: bootstrap ## optimised, stripped fcsh with as few shared libraries as possible
	scripts/release

install: release ## PREFIX=/usr/local: fcsh, its man page, completions for bash, zsh and fish
	install -d $(addprefix $(DESTDIR)$(PREFIX)/,bin share/man/man1 share/bash-completion/completions \
		share/zsh/site-functions share/fish/vendor_completions.d)
	install -m 755 $(release) $(DESTDIR)$(PREFIX)/bin/fcsh
	$(release) --man > $(DESTDIR)$(PREFIX)/share/man/man1/fcsh.1
	$(release) completions bash > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/fcsh
	$(release) completions zsh > $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_fcsh
	$(release) completions fish > $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/fcsh.fish

bench: release $(venv)/ready ## compare a one-shot call with curl and the official SDK, in one run
	scripts/bench one-shot

format: ## rewrite the Swift files in the project's style
	swift format --in-place --recursive $(swift_files)

lint: ## check the style without changing anything
	swift format lint --strict --recursive $(swift_files)

fuzz: ## feed every fuzz target for a minute (FUZZ_SECONDS=60)
	scripts/fuzz --seconds $${FUZZ_SECONDS:-60}

soak: release $(venv)/ready ## half an hour of mixed load on the local endpoint (SOAK_SECONDS=1800)
	$(python) Tests/Soak/soak.py --fcsh $(release) --seconds $${SOAK_SECONDS:-1800}

docs: build ## write docs/commands.md anew from the commands' own declarations
	$(debug) docs > docs/commands.md

conformance: build $(venv)/ready ## the official SDK against this fcsh, and fcsh against its signing code
	$(python) Tests/Conformance/run.py --fcsh $(debug)

clean: ## remove everything that was built
	rm -rf .build $(venv)

bootstrap:
	@scripts/bootstrap

test-tools:
	@scripts/bootstrap --tests

$(venv)/ready: Tests/Conformance/requirements.txt | test-tools
	$(heading) 'Python environment with the official SDK'
	python3 -m venv $(venv)
	$(python) -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@

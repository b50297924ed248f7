# procbench: `make` builds, `make help` lists the targets. Nothing is written outside $(BUILD).

BUILD  ?= build
PREFIX ?= /usr/local
CROSS  ?=
ifeq ($(origin CC),default)
CC := $(CROSS)gcc
endif
ifeq ($(origin AR),default)
AR := $(CROSS)ar
endif
CFLAGS  ?= -O2 -g
LDFLAGS ?=

WARNINGS := -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes
ALL_CFLAGS := -std=gnu11 $(WARNINGS) -Iinclude $(CPPFLAGS) $(CFLAGS)
LIBS := -ljansson -lm -lpthread

# A profile tells the programs of a guest apart by their addresses, so each has some of its own, and
# none those of the linker's default, which other programs have. They lie below 2 GiB, where code may
# be that is not position-independent, and as far from a multiple of 1 GiB or 2 MiB as the default,
# so that they take as many page tables. Programs without libc keep their symbols.
BASE_procbench := -Wl,-Ttext-segment=0x40400000
BASE_floor := -Wl,-Ttext-segment=0x50400000
BASE_tiny := -Wl,-Ttext-segment=0x60400000
BASE_static := -Wl,-Ttext-segment=0x70400000

# SANITIZE=1: an AddressSanitizer and UndefinedBehaviorSanitizer build, for tests, never for timing.
SANITIZE ?=
ifneq ($(SANITIZE),)
ALL_CFLAGS += -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
MAIN_LDFLAGS := -fsanitize=address,undefined
else
# no read-only relocations: of a static program they are a mapping more, which every fork of a parent copies
MAIN_LDFLAGS := -static $(BASE_procbench) -Wl,-z,norelro -Wl,-T,src/subject/timed.ld
endif
# weak references, which by themselves take nothing out of a static libc
MAIN_LDFLAGS += -Wl,-u,posix_spawn_file_actions_addclosefrom_np -Wl,-u,posix_spawn_file_actions_addchdir_np

LAYERS := base sys stats render guest methods shapes subject run result profile doctor observe replay session report claims fleet history cli
SOURCES := $(foreach layer,$(LAYERS),$(wildcard src/$(layer)/*.c src/$(layer)/*.S))

# Programs that methods execute beside the target, linked dynamically with libc: each one source.
HELPER_ONLY := $(wildcard src/methods/*_helper.c)
HELPERS := $(notdir $(basename $(HELPER_ONLY)))

# What a child executes, and its parent meanwhile: src/subject/timed.ld puts it together.
TIMED_SOURCES := $(wildcard src/methods/*.c) $(addprefix src/sys/,calls.S raw.c raw_pidfd.c clock.c) \
	$(addprefix src/subject/,child.c executing.c guard.c leaving.c measure.c work.c)
rename_timed = $(if $(filter $(TIMED_SOURCES),$<),$(CROSS)objcopy --rename-section .text=.text.timed $@)

# Programs embedded in the product, in sections that are not loaded.
EMBEDDED := floor tiny static static_pie dynamic ladder script plugin $(HELPERS)

# The targets with libc: ordinary programs with a custom entry point.
TARGET_ONLY := src/sys/target_start.S src/subject/target_main.c src/subject/ladder_room.c
TARGET_SOURCES := src/sys/target_start.S src/subject/target_main.c src/sys/calls.S src/sys/raw.c
TARGET_CFLAGS := -std=gnu11 $(WARNINGS) -Iinclude -O2 -g0 -fPIE -fno-stack-protector -ffunction-sections
HELPER_LDFLAGS := -Wl,--build-id=none -Wl,--gc-sections -Wl,-z,now -s
TARGET_LDFLAGS := -Wl,-e,target_start $(HELPER_LDFLAGS)

# The plugin that QEMU loads to count instructions; it is linked with nothing, so that it runs with
# any libc that QEMU has.
PLUGIN_ONLY := src/profile/plugin_main.c src/profile/plugin_counts.c
PLUGIN_CFLAGS := -std=gnu11 $(WARNINGS) -O2 -g0 -fPIC -ffreestanding -fno-stack-protector -fvisibility=hidden
PLUGIN_LDFLAGS := -shared -nostdlib -Wl,--build-id=none -Wl,-z,noseparate-code -s

# The freestanding programs: the floor's subject and the exec targets. They are made of the same
# sources, built without libc, and embedded in the product.
FREE_ONLY := src/sys/start.S src/sys/freestanding.c src/subject/floor_main.c src/subject/tiny_main.c \
	$(TARGET_ONLY)
FREE_COMMON := src/sys/start.S src/sys/calls.S src/sys/raw.c src/sys/raw_pidfd.c src/sys/freestanding.c
FLOOR_SOURCES := $(FREE_COMMON) src/sys/clock.c src/methods/creation.c src/methods/floor.c src/methods/floor_vfork.c src/methods/floor_thread.c \
	src/methods/thread_calls.c src/subject/child.c src/subject/guard.c src/sys/process.c \
	src/sys/proc_text.c src/sys/cleanup.c src/sys/counters.c \
	src/subject/measure.c src/subject/placement.c src/subject/serve.c src/subject/floor_main.c
TINY_SOURCES := $(FREE_COMMON) src/subject/tiny_main.c
FREE_CFLAGS := -std=gnu11 $(WARNINGS) -Iinclude -O2 -g0 -ffreestanding -fno-builtin -fno-stack-protector \
	-fno-pic -fno-pie -fcf-protection=none -fno-asynchronous-unwind-tables
# gcc turns the loops of memcpy and memset into calls to themselves
ifeq ($(findstring clang,$(CC)),)
FREE_CFLAGS += -fno-tree-loop-distribute-patterns
endif
FREE_LDFLAGS := -nostdlib -static -Wl,--build-id=none -Wl,-z,noseparate-code -Wl,-z,norelro \
	-Wl,-z,noexecstack -Wl,--gc-sections
ifneq ($(findstring aarch64,$(CROSS))$(findstring aarch64,$(shell uname -m)),)
FREE_CFLAGS := $(filter-out -fcf-protection=none,$(FREE_CFLAGS)) -mno-outline-atomics
endif

object = $(addprefix $(BUILD)/obj/,$(addsuffix .o,$(basename $(1))))
free_object = $(addprefix $(BUILD)/free/,$(addsuffix .o,$(basename $(1))))
target_object = $(addprefix $(BUILD)/target/,$(addsuffix .o,$(basename $(1))))

MAIN_OBJECT := $(call object,src/cli/main.c)
MANUAL_OBJECT := $(call object,src/cli/manual_main.c)
LIB_OBJECTS := $(filter-out $(MAIN_OBJECT) $(MANUAL_OBJECT),$(call object,$(filter-out $(FREE_ONLY) $(HELPER_ONLY) $(PLUGIN_ONLY) src/sys/embed.S,$(SOURCES)))) \
	$(EMBEDDED:%=$(BUILD)/obj/embed-%.o)
LIBRARY := $(BUILD)/libprocbench.a

# The man page and the completions, printed by a program that is made of the same tables. One for
# another machine cannot run here; then there are none.
MANUALS := $(if $(CROSS),,$(BUILD)/man/procbench.1 $(addprefix $(BUILD)/completions/procbench.,bash zsh fish))

.PHONY: all help install uninstall dist deb fresh clean tests check bench bench-repeat bench-curves certify
all: $(BUILD)/procbench $(BUILD)/procbench-dynamic $(MANUALS) ## build the product (the default)

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z%-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# the map of the linker says which libraries the static program contains: scripts/linked-packages
$(BUILD)/procbench: $(MAIN_OBJECT) $(LIBRARY) src/subject/timed.ld
	$(CC) $(ALL_CFLAGS) $(MAIN_LDFLAGS) $(LDFLAGS) -Wl,-z,now -Wl,-Map=$@.map -o $@ $(filter-out %.ld,$^) $(LIBS)

$(BUILD)/procbench-dynamic: $(MAIN_OBJECT) $(LIBRARY)
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -pie -Wl,-z,now -o $@ $^ $(LIBS)

$(LIBRARY): $(LIB_OBJECTS)
	@rm -f $@
	$(AR) rcs $@ $^

$(BUILD)/obj/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -fPIE -MMD -MP -c -o $@ $<
	$(rename_timed)

# The names of system calls, as the headers of the C library have them.
$(call object,src/sys/syscall_name.c): $(BUILD)/generated/syscall_names.h
$(call object,src/sys/syscall_name.c): ALL_CFLAGS += -I$(BUILD)/generated

$(BUILD)/generated/syscall_names.h: Makefile
	@mkdir -p $(@D)
	echo '#include <sys/syscall.h>' | $(CC) $(ALL_CFLAGS) -E -dM -x c - >$@.all
	sed -n 's/^#define __NR_\([a-z][a-z0-9_]*\) .*/X(\1)/p' $@.all | grep -vx 'X(syscalls)\|X(arch_specific_syscall)' | \
		LC_ALL=C sort | tr '\n' ' ' | sed 's/^/#define SYSCALL_NAMES(X) /' >$@.new
	mv $@.new $@

$(BUILD)/obj/%.o: %.S Makefile
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<
	$(rename_timed)

$(BUILD)/free/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(FREE_CFLAGS) -ffunction-sections -MMD -MP -c -o $@ $<

$(BUILD)/free/%.o: %.S Makefile
	@mkdir -p $(@D)
	$(CC) $(FREE_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/floor: $(call free_object,$(FLOOR_SOURCES))
	$(CC) $(FREE_LDFLAGS) $(BASE_floor) -o $@ $^

$(BUILD)/tiny: $(call free_object,$(TINY_SOURCES))
	$(CC) $(FREE_LDFLAGS) $(BASE_tiny) -o $@ $^

$(BUILD)/target/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(TARGET_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/target/%.o: %.S Makefile
	@mkdir -p $(@D)
	$(CC) $(TARGET_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/static: $(call target_object,$(TARGET_SOURCES))
	$(CC) -static -no-pie $(TARGET_LDFLAGS) $(BASE_static) -Wl,-Map=$@.map -o $@ $^

$(BUILD)/dynamic: $(call target_object,$(TARGET_SOURCES))
	$(CC) -pie $(TARGET_LDFLAGS) -Wl,-Map=$@.map -o $@ $^

$(BUILD)/static_pie: $(call target_object,$(TARGET_SOURCES))
	$(CC) -static-pie $(TARGET_LDFLAGS) -Wl,-Map=$@.map -o $@ $^

# The dynamic target with unused entries in its dynamic section and room for the paths of libraries.
$(BUILD)/ladder: $(call target_object,$(TARGET_SOURCES) src/subject/ladder_room.c)
	$(CC) -pie $(TARGET_LDFLAGS) -Wl,--spare-dynamic-tags=80 -Wl,-u,ladder_room -o $@ $^

$(HELPERS:%=$(BUILD)/%): $(BUILD)/%: $(BUILD)/target/src/methods/%.o
	$(CC) -pie $(HELPER_LDFLAGS) -o $@ $^

$(BUILD)/plugin: $(PLUGIN_ONLY) $(wildcard src/profile/plugin_*.h) Makefile
	@mkdir -p $(@D)
	$(CC) $(PLUGIN_CFLAGS) $(PLUGIN_LDFLAGS) -o $@ $(PLUGIN_ONLY)

$(BUILD)/script: src/subject/script
	@mkdir -p $(@D)
	cp $< $@

$(BUILD)/obj/embed-%.o: src/sys/embed.S $(BUILD)/% Makefile
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -DEMBED_NAME=embedded_$* -DEMBED_SECTION='".procbench.$*"' \
		-DEMBED_FILE='"$(BUILD)/$*"' -c -o $@ $<

$(BUILD)/manual: $(MANUAL_OBJECT) $(LIBRARY)
	$(CC) $(ALL_CFLAGS) $(MAIN_LDFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/man/procbench.1: $(BUILD)/manual
	@mkdir -p $(@D)
	$< man >$@.new && mv $@.new $@

$(BUILD)/completions/procbench.%: $(BUILD)/manual
	@mkdir -p $(@D)
	$< $* >$@.new && mv $@.new $@

# With the folders of the tree, so that links between them work.
DOCUMENTS := README.md CHANGELOG.md CONTRIBUTING.md LICENSE bench/certified.md scripts/ci-gate scripts/fleet-slurm scripts/fleet-ssh \
	scripts/kernels $(wildcard docs/*)
DOC_DIR := $(PREFIX)/share/doc/procbench

# Debian's zsh looks for what packages bring in share/zsh/vendor-completions.
ZSH_FUNCTIONS ?= share/zsh/site-functions

install: all ## install below $(DESTDIR)$(PREFIX)
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 $(BUILD)/procbench $(DESTDIR)$(PREFIX)/bin/procbench
	install -D -m 644 docs/procbench-1.schema.json $(DESTDIR)$(PREFIX)/share/procbench/procbench-1.schema.json
	for document in $(DOCUMENTS); do \
		install -D -m $$(test -x $$document && echo 755 || echo 644) $$document $(DESTDIR)$(DOC_DIR)/$$document || exit; \
	done
ifneq ($(MANUALS),)
	install -D -m 644 $(BUILD)/man/procbench.1 $(DESTDIR)$(PREFIX)/share/man/man1/procbench.1
	install -D -m 644 $(BUILD)/completions/procbench.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/procbench
	install -D -m 644 $(BUILD)/completions/procbench.zsh $(DESTDIR)$(PREFIX)/$(ZSH_FUNCTIONS)/_procbench
	install -D -m 644 $(BUILD)/completions/procbench.fish $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/procbench.fish
endif

# What install has made, and the folders of procbench's own that are empty then.
INSTALLED = bin/procbench share/procbench/procbench-1.schema.json share/man/man1/procbench.1 \
	share/bash-completion/completions/procbench $(ZSH_FUNCTIONS)/_procbench share/fish/vendor_completions.d/procbench.fish

uninstall: ## remove what install has installed, with the same DESTDIR and PREFIX
	rm -f $(addprefix $(DESTDIR)$(PREFIX)/,$(INSTALLED)) $(addprefix $(DESTDIR)$(DOC_DIR)/,$(DOCUMENTS))
	for folder in $(sort $(dir $(addprefix $(DESTDIR)$(DOC_DIR)/,$(DOCUMENTS)))) $(DESTDIR)$(DOC_DIR) $(DESTDIR)$(PREFIX)/share/procbench; do \
		test ! -d $$folder || rmdir --ignore-fail-on-non-empty $$folder; \
	done

# A release: the program stripped, its manuals, and nothing that depends on where or when it was built.
VERSION := $(shell sed -n 's/^\#define PROCBENCH_VERSION "\(.*\)"/\1/p' include/procbench/base/version.h)
DIST_NAME = procbench-$(VERSION)-linux-$(shell $(CC) -dumpmachine | cut -d - -f 1)
SOURCE_DATE_EPOCH ?= $(shell date -u -d "$$(sed -n 's/^\#define PROCBENCH_DATE "\(.*\)"/\1/p' include/procbench/base/version.h)" +%s)

dist: ## a release as a tarball, build/dist/procbench-VERSION-linux-ARCH.tar.gz
	$(MAKE) BUILD=$(BUILD)/dist/build CFLAGS="-O2 -ffile-prefix-map=$(CURDIR)=."
	rm -rf $(BUILD)/dist/$(DIST_NAME)
	$(MAKE) BUILD=$(BUILD)/dist/build CFLAGS="-O2 -ffile-prefix-map=$(CURDIR)=." install \
		DESTDIR=$(CURDIR)/$(BUILD)/dist/$(DIST_NAME) PREFIX=
	mv $(BUILD)/dist/$(DIST_NAME)/bin/procbench $(BUILD)/dist/$(DIST_NAME)/procbench
	rmdir $(BUILD)/dist/$(DIST_NAME)/bin
	$(CROSS)strip $(BUILD)/dist/$(DIST_NAME)/procbench
	mv $(BUILD)/dist/$(DIST_NAME)/share/doc/procbench/* $(BUILD)/dist/$(DIST_NAME)
	rm -r $(BUILD)/dist/$(DIST_NAME)/share/doc
	scripts/linked-packages --texts $(BUILD)/dist/$(DIST_NAME)/licenses $(BUILD)/dist/build/*.map
	tar -C $(BUILD)/dist --sort=name --mtime=@$(SOURCE_DATE_EPOCH) --owner=0 --group=0 --numeric-owner \
		--mode=u=rwX,go=rX -cf - $(DIST_NAME) | gzip -n -9 >$(BUILD)/dist/$(DIST_NAME).tar.gz

# Debian's tools work in a copy, because they write next to the source directory.
deb: ## a Debian package, build/deb/procbench_VERSION_ARCH.deb
	rm -rf $(BUILD)/deb
	mkdir -p $(BUILD)/deb/procbench-$(VERSION)
	tar --exclude=./.git --exclude=./$(BUILD) -cf - . | tar -C $(BUILD)/deb/procbench-$(VERSION) -xf -
	cd $(BUILD)/deb/procbench-$(VERSION) && dpkg-buildpackage -us -uc -b

RELEASE ?= trixie

fresh: ## run the README's commands on a minimal Debian, RELEASE=trixie (the default) or bookworm
	scripts/fresh $(RELEASE)

clean: ## remove what was built
	rm -rf $(BUILD)

# Tests: every tests/unit/test_*.c and tests/contract/test_*.c is one cmocka program.
TEST_SOURCES := $(wildcard tests/unit/test_*.c tests/contract/test_*.c)
TESTS := $(patsubst tests/%.c,$(BUILD)/tests/%,$(TEST_SOURCES))
TOOL_SOURCES := $(wildcard tests/tools/*.c)
TOOLS := $(patsubst tests/tools/%.c,$(BUILD)/tests/tools/%,$(TOOL_SOURCES))
# functions that tests replace, by the linker's --wrap
WRAP_test_measure := -Wl,--wrap=clock_now_ns -Wl,--wrap=sys_wait4
# the plugin finds QEMU's functions in the test
WRAP_test_plugin := -rdynamic
comma := ,
WRAP_test_claims_hold := $(addprefix -Wl$(comma)--wrap=,method_find trace_creations mmap sys_clone sys_execve sys_open \
	sys_dup3 sys_chdir sys_sigaction sys_sleep_ms)

# Fuzz targets: replayed on their corpus, and run by libFuzzer (clang only).
FUZZ_TARGETS := load many observe spec
FUZZ_SECONDS ?= 60
FUZZ_DIR := $(BUILD)/fuzz
REPLAYS := $(FUZZ_TARGETS:%=$(BUILD)/tests/fuzz/replay_%)
FUZZERS := $(FUZZ_TARGETS:%=$(BUILD)/tests/fuzz/fuzz_%)

# reports a missing cmocka in one message instead of many compiler errors
.PHONY: cmocka
cmocka:
	@printf '#include <%s.h>\n' setjmp stdarg stddef stdint cmocka | $(CC) $(CPPFLAGS) -E -o /dev/null - 2>/dev/null || \
		{ echo "make: the tests need cmocka, which $(CC) does not find: install libcmocka-dev, or run scripts/setup" >&2; exit 1; }
$(TESTS): | cmocka

tests: all $(TESTS) $(TOOLS) $(REPLAYS) $(BUILD)/tests/stats/figures ## build every test

# run in guests, which have no libraries
TOOL_LDFLAGS_spin := -static
TOOL_LDFLAGS_policy := -static

$(BUILD)/tests/tools/%: tests/tools/%.c Makefile
	@mkdir -p $(@D)
	$(CC) -std=gnu11 $(WARNINGS) $(CFLAGS) $(LDFLAGS) $(TOOL_LDFLAGS_$*) -o $@ $<

# Optimization takes most of the time of compiling a test; what it tests is optimized.
TEST_CFLAGS := -O0 -U_FORTIFY_SOURCE

# Compiled and linked in two steps, so that a change of the library only links them again.
.SECONDARY: $(TESTS:%=%.o) $(BUILD)/tests/stats/figures.o
$(BUILD)/tests/%.o: tests/%.c Makefile
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(TEST_CFLAGS) -Itests -MMD -MP -c -o $@ $<

$(BUILD)/tests/%: $(BUILD)/tests/%.o $(LIBRARY)
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) $(WRAP_$(notdir $*)) -o $@ $@.o $(LIBRARY) -lcmocka $(LIBS)

$(BUILD)/tests/fuzz/replay_%: tests/fuzz/fuzz_%.c tests/fuzz/replay.c $(LIBRARY) Makefile
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ tests/fuzz/fuzz_$*.c tests/fuzz/replay.c $(LIBRARY) $(LIBS)

$(BUILD)/tests/fuzz/fuzz_%: tests/fuzz/fuzz_%.c $(LIBRARY) Makefile
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -fsanitize=fuzzer $(LDFLAGS) -o $@ $< $(LIBRARY) $(LIBS)

.PHONY: fuzz fuzz-build fuzz-keep fuzzers $(FUZZ_TARGETS:%=fuzz-%) $(FUZZ_TARGETS:%=fuzz-keep-%)
fuzzers: $(FUZZERS)

fuzz-build:
	$(MAKE) BUILD=$(FUZZ_DIR) CC=clang CFLAGS='-O1 -g -fsanitize=fuzzer-no-link' SANITIZE=1 fuzzers

fuzz: $(FUZZ_TARGETS:%=fuzz-%) ## fuzz what reads files and cases, FUZZ_SECONDS each (60)

fuzz-keep: $(FUZZ_TARGETS:%=fuzz-keep-%) ## add to tests/fuzz what the fuzzers found, where it reaches new code

$(FUZZ_TARGETS:%=fuzz-keep-%): fuzz-keep-%: fuzz-build
	$(FUZZ_DIR)/tests/fuzz/fuzz_$* -merge=1 -use_counters=0 tests/fuzz/corpus/$* $(FUZZ_DIR)/corpus/$*

# New inputs are kept below $(FUZZ_DIR), inputs that crashed as crash-*.
$(FUZZ_TARGETS:%=fuzz-%): fuzz-%: fuzz-build
	@mkdir -p $(FUZZ_DIR)/corpus/$*
	$(FUZZ_DIR)/tests/fuzz/fuzz_$* -max_total_time=$(FUZZ_SECONDS) -max_len=20000 -timeout=10 \
		-dict=tests/fuzz/$*.dict -artifact_prefix=$(FUZZ_DIR)/crash-$*- -print_final_stats=1 \
		$(FUZZ_DIR)/corpus/$* tests/fuzz/corpus/$*

# The benchmark of the harness itself: hand-written loops, linked as the product is, of no source of it.
$(BUILD)/bench/%: bench/%.c Makefile
	@mkdir -p $(@D)
	$(CC) -std=gnu11 $(WARNINGS) $(CFLAGS) -static $(LDFLAGS) -Wl,-z,now -o $@ $<

$(BUILD)/bench/loop_floor: $(call free_object,bench/loop_floor.c)
	@mkdir -p $(@D)
	$(CC) $(FREE_LDFLAGS) -o $@ $^

bench: all $(addprefix $(BUILD)/bench/,loop loop_floor cost creator) ## measure procbench itself against hand-written loops
	BUILD=$(BUILD) bench/run

bench-repeat: all ## check that two consecutive runs agree
	BUILD=$(BUILD) bench/repeat

bench-curves: all ## measure the slopes for memory, mappings and descriptors
	BUILD=$(BUILD) bench/curves

certify: all $(BUILD)/bench/loop ## count the verdicts of duel on known differences; takes hours, can be resumed
	BUILD=$(BUILD) bench/certify

.PHONY: regenerate mutations faults kills
regenerate: tests ## rewrite the tables, examples and golden files that follow from the lists
	@scripts/regenerate

mutations: tests ## break a copy in several ways; the tests of make check have to notice each
	@tests/run --built $(BUILD) mutations

faults: tests ## fail the first to eighth call of each system call; takes ten minutes
	@PROCBENCH=$(abspath $(BUILD)/procbench) TOOLS=$(abspath $(BUILD)/tests/tools) tests/faults/run --all

kills: tests ## end every command 1000 times by SIGKILL, SIGTERM and SIGINT; takes a quarter of an hour
	@PROCBENCH=$(abspath $(BUILD)/procbench) TOOLS=$(abspath $(BUILD)/tests/tools) tests/kills/run 1000

check: tests ## run the unit, contract and command-line tests of this build; they need cmocka only
	@tests/run --built $(BUILD) unit cli

# not those of the copy below $(BUILD)/deb, which name the same files
-include $(shell find $(addprefix $(BUILD)/,obj free target tests) -name '*.d' -type f 2>/dev/null)

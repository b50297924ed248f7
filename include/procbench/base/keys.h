/*
 * keys: the one table of case keys, and the values of one case.
 *
 * Every key is part of a case spec (`fork:rss=1G`) and an option (`--rss 1G`). The parser, --help,
 * `list` and "keys" in JSON are all derived from the table.
 */
#ifndef PROCBENCH_BASE_KEYS_H
#define PROCBENCH_BASE_KEYS_H

#include "procbench/base/error.h"
#include "procbench/base/targets.h"
#include "procbench/base/text.h"

#include <stdbool.h>
#include <stdint.h>

enum key_kind {
	KEY_BYTES,  /* a size: number */
	KEY_NUMBER, /* a count: number */
	KEY_CHOICE, /* one of a few words: number is its index, text the word */
	KEY_WORDS,  /* words separated by blanks, `\` escapes the next character: text */
	KEY_SET     /* words joined by +, which the method defines: text */
};

/* Keys by topic; each method lists the groups that it supports. */
enum key_group {
	KEY_GROUP_WORK = 1,       /* what the child does */
	KEY_GROUP_SHAPE = 2,      /* the parent's state */
	KEY_GROUP_PLACE = 4,      /* CPU and time of the creation */
	KEY_GROUP_IMAGE = 8,      /* the subject's program */
	KEY_GROUP_METHOD = 16,    /* supported only by methods that list the key itself */
	KEY_GROUP_ARGS = 32,      /* arguments and PATH of an executed program */
	KEY_GROUP_CHILD = 64,     /* what procbench's code in the child does */
	KEY_GROUP_REAP = 128,     /* what the parent does between creating and reaping */
	KEY_GROUP_LOAD = 256,     /* number of parents */
	KEY_GROUP_SPAWNERS = 512, /* number of creating threads per parent */
	KEY_GROUP_MACHINE = 1024, /* where the case is measured */
	KEY_GROUP_CGROUP = 2048   /* the cgroup that a child gets into */
};

/*
 * X(id, name, kind, group, default, choices or name of the value, help[, unit]), sorted by name.
 * The unit of a count is a noun in the singular ("descriptor"), for slopes.
 */
#define KEY_LIST(X)                                                                                \
	X(ARGC, "argc", KEY_NUMBER, KEY_GROUP_ARGS, "0", "N",                                      \
	  "number of extra arguments passed to the executed program; args= is their "              \
	  "total size",                                                                            \
	  "argument")                                                                              \
	X(ARGS, "args", KEY_BYTES, KEY_GROUP_ARGS, "0", "SIZE",                                    \
	  "extra arguments passed to the executed program")                                        \
	X(ATTR, "attr", KEY_SET, KEY_GROUP_METHOD, "none", "A+A...",                               \
	  "attributes, file actions or a preset for posix_spawn, joined by +")                     \
	X(BACKING, "backing", KEY_CHOICE, KEY_GROUP_SHAPE, "4k", "4k|thp|hugetlb|shared|file",     \
	  "what backs rss=: small pages, transparent huge pages, hugetlb pages, shared memory, "   \
	  "or a mapped file that is only read")                                                    \
	X(BUSY, "busy", KEY_NUMBER, KEY_GROUP_SHAPE, "0", "N",                                     \
	  "threads that map and write memory during the measurement; the span stall is their "     \
	  "longest stall during a creation",                                                       \
	  "busy thread")                                                                           \
	X(BUSYIO, "busyio", KEY_NUMBER, KEY_GROUP_SHAPE, "0", "N",                                 \
	  "threads that fault in pages of a mapped file during the measurement; like "             \
	  "busy=, they add the span stall",                                                        \
	  "busy thread")                                                                           \
	X(CGROUP, "cgroup", KEY_WORDS, KEY_GROUP_SHAPE, "none", "none|PATH",                       \
	  "cgroup v2 that the parent joins first, so that its memory is charged there")            \
	X(CHILDREN, "children", KEY_NUMBER, KEY_GROUP_SHAPE, "0", "N",                             \
	  "living children of the parent, forked after its memory is allocated", "child")          \
	X(CHUNKS, "chunks", KEY_NUMBER, KEY_GROUP_SHAPE, "0", "N",                                 \
	  "number of pieces to split rss= into, at least 2 MiB apart; 0: one contiguous mapping",  \
	  "chunk")                                                                                 \
	X(CLOSE, "close", KEY_CHOICE, KEY_GROUP_CHILD, "none",                                     \
	  "none|cloexec|loop|close_range|proc",                                                    \
	  "how the child closes inherited descriptors before it executes or exits")                \
	X(COLD, "cold", KEY_CHOICE, KEY_GROUP_ARGS, "no", "no|yes",                                \
	  "drop the executed program and its libraries from the page cache before "                \
	  "each creation")                                                                         \
	X(CPU, "cpu", KEY_CHOICE, KEY_GROUP_PLACE, "same", "same|other|any",                       \
	  "CPU placement: child pinned to the parent's CPU, pinned to another one, or neither "    \
	  "pinned")                                                                                \
	X(CPUS, "cpus", KEY_WORDS, KEY_GROUP_PLACE, "auto", "auto|N+N...",                         \
	  "CPUs to measure on, in this order: the parent's, then its child's "                     \
	  "(cpu=other) or the next creator's; auto: the highest allowed CPUs")                     \
	X(DEPTH, "depth", KEY_NUMBER, KEY_GROUP_CHILD, "1", "N",                                   \
	  "length of the chain of children, each of which creates the next by the same call and "  \
	  "waits for it; the last one does the work",                                              \
	  "child of the chain")                                                                    \
	X(DIRTY, "dirty", KEY_NUMBER, KEY_GROUP_SHAPE, "0", "N",                                   \
	  "mappings of vmas= whose page has been written", "written mapping")                      \
	X(DONTFORK, "dontfork", KEY_BYTES, KEY_GROUP_SHAPE, "0", "SIZE",                           \
	  "private memory of the parent, all pages written, that children do not inherit "         \
	  "(MADV_DONTFORK)")                                                                       \
	X(ENV, "env", KEY_BYTES, KEY_GROUP_SHAPE, "0", "SIZE",                                     \
	  "extra environment of the parent, inherited by its children")                            \
	X(EVENTFDS, "eventfds", KEY_NUMBER, KEY_GROUP_SHAPE, "0", "N",                             \
	  "open eventfds of the parent", "eventfd")                                                \
	X(EXEC, "exec", KEY_WORDS, KEY_GROUP_WORK, "none", "none|" TARGET_CHOICES "PATH",          \
	  "what the child executes: nothing (it exits at once), the smallest target, a static or " \
	  "dynamic program with libc, a #! script, or a path")                                     \
	X(EXECS, "execs", KEY_NUMBER, KEY_GROUP_ARGS, "1", "N",                                    \
	  "number of exec calls: the target executes itself until the last one exits", "exec")     \
	X(EXIT, "exit", KEY_CHOICE, KEY_GROUP_CHILD, "_exit", "_exit|exit|atexit",                 \
	  "how a child that executes nothing ends: by the system call, by exit() of libc, or by "  \
	  "exit() with handlers and buffered output")                                              \
	X(FDS, "fds", KEY_NUMBER, KEY_GROUP_SHAPE, "0", "N",                                       \
	  "extra open file descriptors of the parent", "descriptor")                               \
	X(FLAGS, "flags", KEY_SET, KEY_GROUP_METHOD, "none", "F+F...",                             \
	  "clone or clone3 flags, joined by +")                                                    \
	X(FOLIO, "folio", KEY_BYTES, KEY_GROUP_SHAPE, "0", "SIZE",                                 \
	  "folio size for backing=thp, where the kernel supports it; 0: whole huge pages")         \
	X(HANDLERS, "handlers", KEY_NUMBER, KEY_GROUP_SHAPE, "0", "N",                             \
	  "signals with a handler in the parent", "handler")                                       \
	X(IMAGE, "image", KEY_WORDS, KEY_GROUP_IMAGE, "", "PATH",                                  \
	  "use another procbench build as the subject")                                            \
	X(INTO, "into", KEY_WORDS, KEY_GROUP_METHOD, "new", "new|PATH",                            \
	  "cgroup v2 for flags=into_cgroup of clone3: a new one, removed afterwards, or an "       \
	  "existing path")                                                                         \
	X(JOIN, "join", KEY_WORDS, KEY_GROUP_CGROUP, "none", "none|[parent:]new|[parent:]PATH",    \
	  "cgroup v2 that the child moves to by writing cgroup.procs, or with parent: its parent " \
	  "for "                                                                                   \
	  "the call; new: one that is removed afterwards")                                         \
	X(KERNEL, "kernel", KEY_WORDS, KEY_GROUP_MACHINE, "", "NAME|FILE",                         \
	  "measure in a guest with this kernel: a version that scripts/kernels fetched, or a "     \
	  "file (a bzImage, an Image or a vmlinux)")                                               \
	X(LIBS, "libs", KEY_NUMBER, KEY_GROUP_ARGS, "0", "N",                                      \
	  "shared libraries that exec=dynamic needs beside libc, made for the case", "library")    \
	X(LIKE, "like", KEY_WORDS, KEY_GROUP_SHAPE, "none", "none|PID",                            \
	  "copy the shape of a running process: sets chunks=, rss=, vmas=, fds= and other keys "   \
	  "unless given explicitly")                                                               \
	X(LOCKED, "locked", KEY_BYTES, KEY_GROUP_SHAPE, "0", "SIZE",                               \
	  "private memory of the parent, all pages written and locked (mlock)")                    \
	X(MADVISE, "madvise", KEY_CHOICE, KEY_GROUP_SHAPE, "none",                                 \
	  "none|wipeonfork|dontfork|mergeable",                                                    \
	  "advice of the parent to the kernel about the memory of rss=")                           \
	X(MEMFDS, "memfds", KEY_NUMBER, KEY_GROUP_SHAPE, "0", "N",                                 \
	  "open memfds (files in memory) of the parent", "memfd")                                  \
	X(NICE, "nice", KEY_WORDS, KEY_GROUP_SHAPE, "inherit", "inherit|N",                        \
	  "nice value of the parent and its children, from -20 to 19; inherit: "                   \
	  "procbench's own")                                                                       \
	X(NOFILE, "nofile", KEY_NUMBER, KEY_GROUP_SHAPE, "0", "N",                                 \
	  "the parent's soft limit of open files, up to which close=loop closes; 0: inherited",    \
	  "file of the limit")                                                                     \
	X(NUMA, "numa", KEY_WORDS, KEY_GROUP_SHAPE, "none", "none|bind:N|interleave",              \
	  "memory policy of the parent and its children: no policy, pages from NUMA node N only, " \
	  "or "                                                                                    \
	  "from all nodes in turn")                                                                \
	X(PARALLEL, "parallel", KEY_NUMBER, KEY_GROUP_LOAD, "1", "N",                              \
	  "number of parents that create at the same time, each on its own CPU", "parent")         \
	X(PATH, "path", KEY_NUMBER, KEY_GROUP_ARGS, "0", "N",                                      \
	  "directories in PATH before the one that holds the program", "folder")                   \
	X(PAUSE, "pause", KEY_NUMBER, KEY_GROUP_PLACE, "0", "MS",                                  \
	  "milliseconds that the parent sleeps before each creation, so that caches cool down")    \
	X(PIPES, "pipes", KEY_NUMBER, KEY_GROUP_SHAPE, "0", "N",                                   \
	  "open pipes of the parent, two descriptors each", "pipe")                                \
	X(REAP, "reap", KEY_CHOICE, KEY_GROUP_REAP, "wait4",                                       \
	  "wait4|waitpid|waitid|pidfd|sigchld|signalfd",                                           \
	  "how the parent waits for the child and reaps it")                                       \
	X(RELOCS, "relocs", KEY_NUMBER, KEY_GROUP_ARGS, "0", "N",                                  \
	  "relative relocations of each library of libs=, one word of data each", "relocation")    \
	X(RESERVE, "reserve", KEY_BYTES, KEY_GROUP_SHAPE, "0", "SIZE",                             \
	  "address space that the parent reserves but never touches, like the heap "               \
	  "of a language runtime")                                                                 \
	X(RSEQ, "rseq", KEY_CHOICE, KEY_GROUP_SHAPE, "inherit", "inherit|on|off",                  \
	  "rseq area of the parent: registered by libc (on), unregistered (off), or "              \
	  "as in procbench itself (inherit)")                                                      \
	X(RSS, "rss", KEY_BYTES, KEY_GROUP_SHAPE, "0", "SIZE",                                     \
	  "resident memory of the parent, of the type set by backing=")                            \
	X(SCHED, "sched", KEY_CHOICE, KEY_GROUP_SHAPE, "inherit", "inherit|other|batch|fifo",      \
	  "scheduling policy of the parent and its children; inherit: procbench's own")            \
	X(SECCOMP, "seccomp", KEY_NUMBER, KEY_GROUP_SHAPE, "0", "N",                               \
	  "instructions of a seccomp filter that allows every system call", "instruction")         \
	X(SET_TID, "set_tid", KEY_WORDS, KEY_GROUP_METHOD, "none", "none|auto|PID",                \
	  "process id that clone3 requests for the child: none (the kernel chooses), auto (an "    \
	  "unused one) or a number")                                                               \
	X(SOCKETS, "sockets", KEY_NUMBER, KEY_GROUP_SHAPE, "0", "N",                               \
	  "open Unix sockets of the parent", "socket")                                             \
	X(SPAWNERS, "spawners", KEY_NUMBER, KEY_GROUP_SPAWNERS, "1", "N",                          \
	  "threads of the parent that create at the same time, each on its own CPU", "spawner")    \
	X(STACK, "stack", KEY_BYTES, KEY_GROUP_METHOD, "0", "SIZE",                                \
	  "thread stack size for pthread_create; 0: libc's default, set by 'ulimit -s'")           \
	X(STDIO, "stdio", KEY_CHOICE, KEY_GROUP_CHILD, "inherit", "inherit|null|pipe",             \
	  "standard streams of the child: its parent's (/dev/null), /dev/null "                    \
	  "reopened, or pipes to its parent")                                                      \
	X(STRIDE, "stride", KEY_NUMBER, KEY_GROUP_CHILD, "1", "N",                                 \
	  "distance between the pages that touch= writes: every page, every second, ...", "page")  \
	X(THP, "thp", KEY_BYTES, KEY_GROUP_SHAPE, "0", "SIZE",                                     \
	  "additional private memory of the parent, all pages written, in transparent huge pages") \
	X(THREADS, "threads", KEY_NUMBER, KEY_GROUP_SHAPE, "0", "N",                               \
	  "idle threads of the parent, each with a small stack", "thread")                         \
	X(TOUCH, "touch", KEY_NUMBER, KEY_GROUP_CHILD, "0", "N",                                   \
	  "pages of rss= that the child writes before it executes or exits", "page")               \
	X(TOUCH_PARENT, "touch_parent", KEY_NUMBER, KEY_GROUP_REAP, "0", "N",                      \
	  "pages of rss= that the parent writes between creating and reaping the child", "page")   \
	X(VARS, "vars", KEY_NUMBER, KEY_GROUP_SHAPE, "0", "N",                                     \
	  "number of extra variables in the parent's environment; env= is their "                  \
	  "total size",                                                                            \
	  "variable")                                                                              \
	X(VIA, "via", KEY_CHOICE, KEY_GROUP_CHILD, "execve", "execve|execveat|fexecve|execvp",     \
	  "the call by which the child executes its program")                                      \
	X(VMAS, "vmas", KEY_NUMBER, KEY_GROUP_SHAPE, "0", "N",                                     \
	  "extra one-page mappings of the parent that cannot merge", "mapping")                    \
	X(ZOMBIES, "zombies", KEY_NUMBER, KEY_GROUP_SHAPE, "0", "N",                               \
	  "exited children that the parent has not reaped", "zombie")

enum key {
#define KEY_ENUM(id, ...) KEY_##id,
	KEY_LIST(KEY_ENUM)
#undef KEY_ENUM
		KEY_COUNT
};

/* Upper limits of parallel= and spawners=. */
#define KEY_PARALLEL_MAX 256
#define KEY_SPAWNERS_MAX 256

#define KEY_PAUSE_MAX_MS 10000

/* Values of number[KEY_CPU]: the index of each choice. */
enum key_cpu { KEY_CPU_SAME, KEY_CPU_OTHER, KEY_CPU_ANY };

/* Values of number[KEY_REAP]. */
enum key_reap {
	KEY_REAP_WAIT4,
	KEY_REAP_WAITPID,
	KEY_REAP_WAITID,
	KEY_REAP_PIDFD,
	KEY_REAP_SIGCHLD,
	KEY_REAP_SIGNALFD,
	KEY_REAP_COUNT
};

/* Values of number[KEY_CLOSE]. */
enum key_close {
	KEY_CLOSE_NONE,
	KEY_CLOSE_CLOEXEC,
	KEY_CLOSE_LOOP,
	KEY_CLOSE_RANGE,
	KEY_CLOSE_PROC,
	KEY_CLOSE_COUNT
};

/* Values of number[KEY_COLD]. */
enum key_cold { KEY_COLD_NO, KEY_COLD_YES, KEY_COLD_COUNT };

/* Values of number[KEY_MADVISE]. */
enum key_madvise {
	KEY_MADVISE_NONE,
	KEY_MADVISE_WIPEONFORK,
	KEY_MADVISE_DONTFORK,
	KEY_MADVISE_MERGEABLE,
	KEY_MADVISE_COUNT
};

/* Values of number[KEY_STDIO]. */
enum key_stdio { KEY_STDIO_INHERIT, KEY_STDIO_NULL, KEY_STDIO_PIPE, KEY_STDIO_COUNT };

/* Values of number[KEY_VIA]. */
enum key_via { KEY_VIA_EXECVE, KEY_VIA_EXECVEAT, KEY_VIA_FEXECVE, KEY_VIA_EXECVP, KEY_VIA_COUNT };

/* Upper limit of execs=. */
#define KEY_EXECS_MAX 10000

/* Upper limit of depth=, for the stack that nested vforks share. */
#define KEY_DEPTH_MAX 256

/* Values of number[KEY_EXIT]. */
enum key_exit { KEY_EXIT_RAW, KEY_EXIT_LIBC, KEY_EXIT_HANDLED, KEY_EXIT_COUNT };

/* What a child with exit=atexit leaves to exit(). */
#define KEY_EXIT_HANDLERS       32
#define KEY_EXIT_BUFFERED_BYTES 4096

/* Values of number[KEY_BACKING]. */
enum key_backing {
	KEY_BACKING_4K,
	KEY_BACKING_THP,
	KEY_BACKING_HUGETLB,
	KEY_BACKING_SHARED,
	KEY_BACKING_FILE,
	KEY_BACKING_COUNT
};

/* Values of number[KEY_RSEQ] and number[KEY_SCHED]. */
enum key_rseq { KEY_RSEQ_INHERIT, KEY_RSEQ_ON, KEY_RSEQ_OFF };
enum key_sched { KEY_SCHED_INHERIT, KEY_SCHED_OTHER, KEY_SCHED_BATCH, KEY_SCHED_FIFO };

/* All signals except SIGKILL, SIGSTOP, SIGTERM, SIGCHLD and the two that libc reserves. */
#define KEY_HANDLERS_MAX 58
/* The kernel's BPF_MAXINSNS. */
#define KEY_SECCOMP_MAX 4096

struct key_info {
	const char *name;
	enum key_kind kind;
	enum key_group group;
	const char *default_value; /* as text */
	const char *value;         /* the choices, or the name of the value in --help */
	const char *help;
	const char *unit; /* noun for one of a count; NULL: the key's name */
};

extern const struct key_info key_table[KEY_COUNT];

/* The values of one case. Start from keys_init(), end with keys_free(). */
struct keys {
	uint64_t number[KEY_COUNT];
	char *text[KEY_COUNT];       /* owned; NULL for numbers */
	bool is_explicit[KEY_COUNT]; /* by the user, in the spec or as an option */
};

int keys_init(struct keys *keys, struct error *error); /* all defaults */
int keys_copy(struct keys *to, const struct keys *from, struct error *error);
void keys_free(struct keys *keys);

/*
 * The key of that name, with hyphens or underscores, or under its name in an earlier version;
 * -ENOENT with a suggestion.
 */
int keys_find(const char *name, size_t length, struct error *error);

/* A key's name in an earlier version, or NULL. */
const char *keys_old_name(enum key key);

/* The name of a key as an option, with hyphens: keys_option(KEY_TOUCH_PARENT).name. */
struct key_option {
	char name[32];
};

struct key_option keys_option(enum key key);

/*
 * Converts a canonical spec of an earlier version to the current key names and order. Frees the
 * string it replaces; leaves a spec it cannot parse unchanged. 0 or -ENOMEM.
 */
int keys_renew_spec(char **spec);

/* Parses `value` for one key and marks it as explicit; the error names the key. */
int keys_set(struct keys *keys, enum key key, const char *value, struct error *error);

/* Replaces a value by its canonical form, which this frees; is_explicit does not change. */
int keys_rewrite(struct keys *keys, enum key key, struct text *canonical, struct error *error);

bool keys_is_default(const struct keys *keys, enum key key);

/* Appends one value in the form used in a spec ("1G", "vm+vfork", "/bin/a\,b"). */
void keys_add_value(struct text *out, const struct keys *keys, enum key key);

/* Sets an error that begins with the key and its value, "rss=1G ..."; returns -code. Uses heap. */
int keys_error(struct error *error, int code, const struct keys *keys, enum key key,
	       const char *format, ...) __attribute__((format(printf, 5, 6)));

/*
 * Returns the next part of a list separated by unescaped commas, starting at *at, as a copy that
 * the caller frees: `\,` becomes `,` and other escapes are kept. Advances *at past it, to NULL at
 * the end. Returns NULL when *at is NULL or memory ran out.
 */
char *keys_next_part(const char **at);

/* Appends a word, escaped so that keys_split_words() returns it as one; `""` if it is empty. */
void keys_add_word(struct text *out, const char *word);

/*
 * Splits a KEY_WORDS value in place into at most `max` words, stored in `words` (max + 1 entries,
 * NULL-terminated); returns their number, or -E2BIG. Uses no libc state, because subjects call it.
 */
int keys_split_words(char *value, char **words, int max);

#endif

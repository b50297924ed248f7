/*
 * keys: the one table of case keys, and the values of one case.
 *
 * Every key is a word in a case spec (`fork:rss=1G`) and an option (`--rss 1G`). The parser,
 * --help, `list` and the JSON's "keys" all follow from the table.
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
	KEY_CHOICE, /* one of a few words: number is its place, text the word */
	KEY_WORDS,  /* words, separated by blanks; `\` takes the next character as it is: text */
	KEY_SET     /* words joined by +; number and order of the words are the method's: text */
};

/* What a key is about; a method says which groups it takes. */
enum key_group {
	KEY_GROUP_WORK = 1,      /* what the child does */
	KEY_GROUP_SHAPE = 2,     /* the parent's state */
	KEY_GROUP_PLACE = 4,     /* where it runs */
	KEY_GROUP_IMAGE = 8,     /* what the subject runs */
	KEY_GROUP_METHOD = 16,   /* of single methods, which name it */
	KEY_GROUP_ARGS = 32,     /* what an executed program is given */
	KEY_GROUP_CHILD = 64,    /* what code of ours does in the child */
	KEY_GROUP_REAP = 128,    /* what the parent does from the call to the child's end */
	KEY_GROUP_LOAD = 256,    /* how many parents there are */
	KEY_GROUP_SPAWNERS = 512 /* how many threads of one create */
};

/*
 * X(id, name, kind, group, default, choices or value's name, help[, unit]), sorted by name; a count
 * may have a unit, in the singular: what one more of it is called.
 */
#define KEY_LIST(X)                                                                                \
	X(ARGS, "args", KEY_BYTES, KEY_GROUP_ARGS, "0", "SIZE",                                    \
	  "arguments added to those of the executed program")                                      \
	X(ATTR, "attr", KEY_SET, KEY_GROUP_METHOD, "none", "A+A...",                               \
	  "attributes, file actions or a preset of the posix_spawn family, joined by +")           \
	X(BACKING, "backing", KEY_CHOICE, KEY_GROUP_SHAPE, "4k", "4k|thp|hugetlb|shared|file",     \
	  "what rss= is made of: small pages, transparent huge pages, huge pages of the pool, "    \
	  "shared memory, a file read and not written")                                            \
	X(BUSY, "busy", KEY_NUMBER, KEY_GROUP_SHAPE, "0", "N",                                     \
	  "threads that map and write memory meanwhile; their longest stall during a creation is " \
	  "the span stall",                                                                        \
	  "busy thread")                                                                           \
	X(CGROUP, "cgroup", KEY_WORDS, KEY_GROUP_SHAPE, "none", "none|PATH",                       \
	  "the cgroup v2 that the parent moves to before it takes its shape")                      \
	X(CHUNKS, "chunks", KEY_NUMBER, KEY_GROUP_SHAPE, "0", "N",                                 \
	  "pieces that rss= is spread over, at least 2 MiB apart; 0: it lies in one", "chunk")     \
	X(CLOSE, "close", KEY_CHOICE, KEY_GROUP_CHILD, "none",                                     \
	  "none|cloexec|loop|close_range|proc",                                                    \
	  "how the child closes its descriptors before it executes or exits")                      \
	X(CPU, "cpu", KEY_CHOICE, KEY_GROUP_PLACE, "same", "same|other|any",                       \
	  "the CPUs: parent and child on one, the child on another, or as they come")              \
	X(DIRTY, "dirty", KEY_NUMBER, KEY_GROUP_SHAPE, "0", "N",                                   \
	  "mappings of vmas= whose page is written", "written mapping")                            \
	X(DONTFORK, "dontfork", KEY_BYTES, KEY_GROUP_SHAPE, "0", "SIZE",                           \
	  "private memory of the parent, every page written, that no child gets (MADV_DONTFORK)")  \
	X(ENV, "env", KEY_BYTES, KEY_GROUP_SHAPE, "0", "SIZE",                                     \
	  "environment added to the parent's, which it passes on")                                 \
	X(EXEC, "exec", KEY_WORDS, KEY_GROUP_WORK, "none", "none|" TARGET_CHOICES "PATH",          \
	  "what the child executes: nothing (it exits at once), the smallest target, a "           \
	  "static or a dynamic program with libc (the image stamp of the latter comes "            \
	  "after its loader), a #! script, a path")                                                \
	X(FDS, "fds", KEY_NUMBER, KEY_GROUP_SHAPE, "0", "N", "extra open file descriptors",        \
	  "descriptor")                                                                            \
	X(FLAGS, "flags", KEY_SET, KEY_GROUP_METHOD, "none", "F+F...",                             \
	  "flags of clone and clone3, joined by +")                                                \
	X(FOLIO, "folio", KEY_BYTES, KEY_GROUP_SHAPE, "0", "SIZE",                                 \
	  "folios that backing=thp is made of, where the kernel gives that size; 0: whole huge "   \
	  "pages")                                                                                 \
	X(HANDLERS, "handlers", KEY_NUMBER, KEY_GROUP_SHAPE, "0", "N",                             \
	  "signals that the parent handles", "handler")                                            \
	X(IMAGE, "image", KEY_WORDS, KEY_GROUP_IMAGE, "", "PATH",                                  \
	  "another procbench build as the subject")                                                \
	X(INTO, "into", KEY_WORDS, KEY_GROUP_METHOD, "new", "new|PATH",                            \
	  "where flags=into_cgroup of clone3 starts a child: a cgroup v2 made for it, or a path")  \
	X(LIKE, "like", KEY_WORDS, KEY_GROUP_SHAPE, "none", "none|PID",                            \
	  "the shape of a live process: what it has gives chunks=, rss=, vmas=, fds= and "         \
	  "other keys, unless they are said")                                                      \
	X(LOCKED, "locked", KEY_BYTES, KEY_GROUP_SHAPE, "0", "SIZE",                               \
	  "private memory of the parent, every page written, locked (mlock)")                      \
	X(NICE, "nice", KEY_WORDS, KEY_GROUP_SHAPE, "inherit", "inherit|N",                        \
	  "nice value of the parent and its children, from -20 to 19, or procbench's own")         \
	X(PARALLEL, "parallel", KEY_NUMBER, KEY_GROUP_LOAD, "1", "N",                              \
	  "parents that create at the same time, each on a CPU of its own", "parent")              \
	X(PATH, "path", KEY_NUMBER, KEY_GROUP_ARGS, "0", "N",                                      \
	  "folders in PATH before the one that holds the program", "folder")                       \
	X(PAUSE, "pause", KEY_NUMBER, KEY_GROUP_PLACE, "0", "MS",                                  \
	  "milliseconds that the parent sleeps before each creation, while caches cool down")      \
	X(REAP, "reap", KEY_CHOICE, KEY_GROUP_REAP, "wait4",                                       \
	  "wait4|waitpid|waitid|pidfd|sigchld|signalfd",                                           \
	  "how the parent learns of the child's end and collects it")                              \
	X(RSEQ, "rseq", KEY_CHOICE, KEY_GROUP_SHAPE, "inherit", "inherit|on|off",                  \
	  "the rseq area that libc registers for the parent, to which the kernel writes, or "      \
	  "procbench's own setting")                                                               \
	X(RSS, "rss", KEY_BYTES, KEY_GROUP_SHAPE, "0", "SIZE",                                     \
	  "memory of the parent, every page of it present, of the kind that backing= says")        \
	X(SCHED, "sched", KEY_CHOICE, KEY_GROUP_SHAPE, "inherit", "inherit|other|batch|fifo",      \
	  "scheduling policy of the parent and its children, or procbench's own")                  \
	X(SECCOMP, "seccomp", KEY_NUMBER, KEY_GROUP_SHAPE, "0", "N",                               \
	  "instructions of a seccomp filter that allows every system call", "instruction")         \
	X(SET_TID, "set_tid", KEY_WORDS, KEY_GROUP_METHOD, "none", "none|auto|PID",                \
	  "the id that clone3 shall give the child: the kernel's choice, a free one, this one")    \
	X(SPAWNERS, "spawners", KEY_NUMBER, KEY_GROUP_SPAWNERS, "1", "N",                          \
	  "threads of the parent that create at the same time, each on a CPU of its own",          \
	  "spawner")                                                                               \
	X(STACK, "stack", KEY_BYTES, KEY_GROUP_METHOD, "0", "SIZE",                                \
	  "stack of a thread of pthread_create; 0: libc's default, that of 'ulimit -s'")           \
	X(THP, "thp", KEY_BYTES, KEY_GROUP_SHAPE, "0", "SIZE",                                     \
	  "further private memory of the parent, every page written, in transparent huge pages")   \
	X(THREADS, "threads", KEY_NUMBER, KEY_GROUP_SHAPE, "0", "N",                               \
	  "idle threads of the parent, each with a small stack", "thread")                         \
	X(TOUCH, "touch", KEY_NUMBER, KEY_GROUP_CHILD, "0", "N",                                   \
	  "pages of rss= that the child writes before it executes or exits", "page")               \
	X(TOUCH_PARENT, "touch_parent", KEY_NUMBER, KEY_GROUP_REAP, "0", "N",                      \
	  "pages of rss= that the parent writes between the call and reaping", "page")             \
	X(VMAS, "vmas", KEY_NUMBER, KEY_GROUP_SHAPE, "0", "N",                                     \
	  "extra mappings of the parent, one page each, that cannot merge", "mapping")             \
	X(ZOMBIES, "zombies", KEY_NUMBER, KEY_GROUP_SHAPE, "0", "N",                               \
	  "dead children of the parent that it has not reaped", "zombie")

enum key {
#define KEY_ENUM(id, ...) KEY_##id,
	KEY_LIST(KEY_ENUM)
#undef KEY_ENUM
		KEY_COUNT
};

/* The most that parallel= and spawners= may say. */
#define KEY_PARALLEL_MAX 256
#define KEY_SPAWNERS_MAX 256

#define KEY_PAUSE_MAX_MS 10000

/* What number[KEY_CPU] means: the places of its choices. */
enum key_cpu { KEY_CPU_SAME, KEY_CPU_OTHER, KEY_CPU_ANY };

/* The same of number[KEY_REAP] .. */
enum key_reap {
	KEY_REAP_WAIT4,
	KEY_REAP_WAITPID,
	KEY_REAP_WAITID,
	KEY_REAP_PIDFD,
	KEY_REAP_SIGCHLD,
	KEY_REAP_SIGNALFD,
	KEY_REAP_COUNT
};

/* .. and of number[KEY_CLOSE]. */
enum key_close {
	KEY_CLOSE_NONE,
	KEY_CLOSE_CLOEXEC,
	KEY_CLOSE_LOOP,
	KEY_CLOSE_RANGE,
	KEY_CLOSE_PROC,
	KEY_CLOSE_COUNT
};

/* .. of number[KEY_BACKING] .. */
enum key_backing {
	KEY_BACKING_4K,
	KEY_BACKING_THP,
	KEY_BACKING_HUGETLB,
	KEY_BACKING_SHARED,
	KEY_BACKING_FILE,
	KEY_BACKING_COUNT
};

/* .. and of number[KEY_RSEQ] and number[KEY_SCHED]. */
enum key_rseq { KEY_RSEQ_INHERIT, KEY_RSEQ_ON, KEY_RSEQ_OFF };
enum key_sched { KEY_SCHED_INHERIT, KEY_SCHED_OTHER, KEY_SCHED_BATCH, KEY_SCHED_FIFO };

/* The signals but for SIGKILL and SIGSTOP, libc's own two, SIGTERM and SIGCHLD. */
#define KEY_HANDLERS_MAX 58
/* The kernel's BPF_MAXINSNS. */
#define KEY_SECCOMP_MAX 4096

struct key_info {
	const char *name;
	enum key_kind kind;
	enum key_group group;
	const char *default_value; /* the default, as text */
	const char *value;         /* the choices, or what a value is called in --help */
	const char *help;
	const char *unit; /* of a count: what one more is called; NULL: as the key */
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
 * The key of that name, by hyphens or underscores, or by the name that it had in an earlier
 * version; -ENOENT with a suggestion.
 */
int keys_find(const char *name, size_t length, struct error *error);

/* The name that a key had in an earlier version, or NULL. */
const char *keys_old_name(enum key key);

/* The name of a key as an option, with hyphens: keys_option(KEY_TOUCH_PARENT).name. */
struct key_option {
	char name[32];
};

struct key_option keys_option(enum key key);

/*
 * Brings a canonical spec of an earlier version into the present form: names and their order. Frees
 * what it replaces; leaves alone what it does not understand. 0 or -ENOMEM.
 */
int keys_renew_spec(char **spec);

/* Reads `value` for one key and marks it said; the error names the key. */
int keys_set(struct keys *keys, enum key key, const char *value, struct error *error);

/* Puts a value's canonical form, which this frees, in its place: it stays said or unsaid. */
int keys_rewrite(struct keys *keys, enum key key, struct text *canonical, struct error *error);

bool keys_is_default(const struct keys *keys, enum key key);

/* Adds one value as a spec says it ("1G", "vm+vfork", "/bin/a\,b"). */
void keys_add_value(struct text *out, const struct keys *keys, enum key key);

/*
 * The next part of a list separated by unescaped commas, from *at: a copy that the caller frees,
 * with `\,` turned into `,` and other escapes kept; *at moves behind it, to NULL at the end. NULL
 * at once when *at is NULL or memory ran out.
 */
char *keys_next_part(const char **at);

/* Quotes a word so that keys_split_words() reads it as one again; the empty word is `""`. */
void keys_add_word(struct text *out, const char *word);

/*
 * Splits a KEY_WORDS value in place into at most `max` words, NULL-terminated in `words` (max + 1
 * places); returns how many, or -E2BIG. Uses no libc state: subjects call it.
 */
int keys_split_words(char *value, char **words, int max);

#endif

/*
 * observation: which processes and threads a program created, by which calls.
 *
 * Strings belong to the observation and are stored once, so that equal ones are equal pointers.
 * Numbers that are not known are OBSERVE_UNKNOWN, which JSON shows as null. Times are those of a
 * program under a tracer: they order events and are no costs.
 */
#ifndef PROCBENCH_OBSERVE_OBSERVATION_H
#define PROCBENCH_OBSERVE_OBSERVATION_H

#include "procbench/base/error.h"
#include "procbench/base/facts.h"
#include "procbench/base/text_list.h"
#include "procbench/base/words.h"
#include "procbench/sys/proc_shape.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define OBSERVE_SCHEMA  "procbench-observe/1"
#define OBSERVE_UNKNOWN UINT64_MAX

/* More creations and processes than these are counted in their sites, but not listed. */
#define OBSERVE_LISTED_MAX 100000

/* The kind of a creation, whatever its system call. */
enum observe_kind {
	OBSERVE_FORK,        /* copies page tables */
	OBSERVE_VFORK,       /* vm+vfork on the caller's stack */
	OBSERVE_POSIX_SPAWN, /* vm+vfork on a stack of its own, as posix_spawn of libc does it */
	OBSERVE_THREAD,
	OBSERVE_SHARED, /* another process with the caller's memory, at the same time */
	OBSERVE_KIND_COUNT
};

extern const char *const observe_kinds[OBSERVE_KIND_COUNT];

enum observe_ending {
	OBSERVE_RUNNING, /* it had not ended when the observation did */
	OBSERVE_EXITED,
	OBSERVE_KILLED,
	OBSERVE_ENDING_COUNT
};

extern const char *const observe_endings[OBSERVE_ENDING_COUNT];

struct observe_end {
	enum observe_ending how;
	uint64_t status; /* the exit status, or the signal; OBSERVE_UNKNOWN while it runs */
};

/* The caller's state at the call. */
struct observe_shape {
	uint64_t rss_anon; /* bytes */
	uint64_t rss_file;
	uint64_t rss_shmem;
	uint64_t page_tables; /* bytes */
	uint64_t mappings;
	uint64_t descriptors;
	uint64_t threads;
	uint64_t seccomp_filters; /* without the observer's own */
	uint64_t no_new_privs;    /* 0 or 1; unknown where the observer has set it */
};

/* System calls of one name. */
struct observe_calls {
	const char *name;
	uint64_t count;
};

struct observe_calls_list {
	struct observe_calls *items;
	size_t count;
};

struct observe_exec {
	const char *path; /* as it was given */
	uint64_t error;   /* errno; 0: it succeeded */
};

struct observe_exec_list {
	struct observe_exec *items;
	size_t count;
};

struct observe_creation {
	uint64_t number;  /* from 1, in the order of the calls */
	uint64_t site;    /* number of its site */
	uint64_t process; /* number of the caller's process; 0: it could not be attributed */
	uint64_t pid;     /* the caller's; OBSERVE_UNKNOWN if it could not be attributed */
	uint64_t tid;
	const char *executable; /* the caller's */
	const char *call;       /* "fork", "vfork", "clone" or "clone3" */
	const char *machine;    /* of a call with another ABI: "i386", "x32", "arm"; else NULL */
	uint64_t flag_bits;     /* without the exit signal */
	const char *flags;      /* "vm+vfork", "none" */
	uint64_t exit_signal;
	enum observe_kind kind;
	bool own_stack;       /* the caller gave the child one */
	uint64_t child;       /* pid or tid; OBSERVE_UNKNOWN: the call failed */
	uint64_t error;       /* errno, or 0 */
	uint64_t fallback_of; /* number of the thread's failed creation before it, or 0 */
	uint64_t started_ns;  /* since the observation began */
	struct observe_shape shape;
	bool shape_is_read;            /* at this call; else it is from the caller's last reading */
	const struct proc_shape *like; /* the caller in full, or NULL; for its site, not kept */
	const char *cgroup;            /* path in cgroup v2 */
	/* what the child did */
	uint64_t child_process;          /* number of its process; 0: a thread, or none */
	bool is_counted;                 /* its system calls before exec were counted .. */
	bool is_count_complete;          /* .. up to exec or its end */
	uint64_t calls_total;            /* OBSERVE_UNKNOWN unless counted */
	struct observe_calls_list calls; /* before exec, without exec and exit; by name */
	struct observe_exec_list execs;  /* tried, in order */
	uint64_t execs_unlisted;
	const char *program;     /* path of what it executed, links resolved; or NULL */
	uint64_t inherited;      /* descriptors above 2 that the program received */
	const char *inherits;    /* what the first of them are: "3 /tmp/x, 5 pipe"; or NULL */
	uint64_t before_exec_ns; /* from the call to exec; OBSERVE_UNKNOWN without exec */
	uint64_t lifetime_ns;
	struct observe_end end;
};

struct observe_creation_list {
	struct observe_creation *items;
	size_t count;
};

struct observe_process {
	uint64_t number; /* from 1 */
	uint64_t pid;
	uint64_t parent;        /* number of the process that created it; 0: none observed */
	uint64_t creation;      /* number; 0: it existed before, or the observer started it */
	const char *executable; /* the last one */
	uint64_t threads;       /* created over its life, with the first */
	uint64_t creations;     /* processes and threads that it created */
	uint64_t started_ns;
	uint64_t lifetime_ns;
	struct observe_end end;
};

struct observe_process_list {
	struct observe_process *items;
	size_t count;
};

/* Per creation of a site: the lowest and the highest count; 0 where a creation had none. */
struct observe_calls_range {
	const char *name;
	uint64_t low;
	uint64_t high;
};

struct observe_calls_range_list {
	struct observe_calls_range *items;
	size_t count;
};

/*
 * What a creation, or all of a run, costs without a tracer: measured afterwards, by the case that
 * makes the same call from a parent in the same state.
 */
struct observe_price {
	const char *measured; /* the case; NULL: none could be */
	const char *note;     /* what the case does not reproduce, or why there is none; or NULL */
	uint64_t median_ns;   /* until the child is reaped, with its 95% CI */
	uint64_t low_ns;
	uint64_t high_ns;
};

#define OBSERVE_NO_PRICE \
	((struct observe_price){NULL, NULL, OBSERVE_UNKNOWN, OBSERVE_UNKNOWN, OBSERVE_UNKNOWN})

/* Creations that have the caller's executable, call, flags, program and error in common. */
struct observe_site {
	uint64_t number; /* from 1 */
	const char *executable;
	const char *call;
	const char *machine;
	uint64_t flag_bits;
	const char *flags;
	uint64_t exit_signal;
	enum observe_kind kind;
	bool own_stack;
	const char *program; /* or NULL */
	uint64_t error;      /* errno of a call that failed, or 0 */
	uint64_t count;
	uint64_t fallbacks; /* that followed a failed creation */
	uint64_t first;     /* number of a creation: the first */
	uint64_t callers;   /* processes */
	uint64_t shapes;    /* creations at which the shape was read */
	struct observe_shape shape_low;
	struct observe_shape shape_high;
	struct proc_shape like; /* in full: the largest caller that was read; else no memory */
	const char *cgroup;     /* of the first */
	/* over the creations whose calls before exec were counted */
	uint64_t counted;
	uint64_t calls_low; /* OBSERVE_UNKNOWN if none were */
	uint64_t calls_high;
	struct observe_calls_range_list calls;
	uint64_t inherited_high;
	const char *inherits; /* of the one that inherited the most */
	/* over all that ended */
	uint64_t failed_execs_high;
	uint64_t lifetime_low_ns;
	uint64_t lifetime_high_ns;
	struct observe_price price;
};

struct observe_site_list {
	struct observe_site *items;
	size_t count;
};

/* What the observation lacks. */
struct observe_losses {
	uint64_t callers_unknown;    /* creations whose caller ended before it could be read */
	uint64_t creations_unlisted; /* beyond OBSERVE_LISTED_MAX */
	uint64_t processes_unlisted;
	uint64_t counts_cut_short; /* children that made too many calls before exec */
	uint64_t untraced;         /* creations with CLONE_UNTRACED, followed nonetheless */
	uint64_t events;           /* of the tracer, that did not fit what was known */
};

struct observation {
	char *version; /* of the procbench that wrote it; NULL: this one */
	char *date;
	struct facts host;
	const char *command; /* as a shell takes it; of --pid: that of the process */
	uint64_t pid;
	bool is_attached; /* to a running process */
	bool is_filtered; /* calls that failed were seen as well */
	struct observe_end end;
	uint64_t duration_ns;
	uint64_t creation_count; /* listed or not; threads too, and calls that failed */
	uint64_t process_count;
	struct observe_losses losses;
	struct text_list warnings; /* each with its remedy */
	bool is_priced;
	uint64_t priced_creations;      /* of the sites that have a price */
	struct observe_price run_price; /* of all of these */
	struct observe_site_list sites;
	bool without_lists;                    /* of processes and creations */
	struct observe_process_list processes; /* by number, once finished */
	struct observe_creation_list creations;
	struct words words;     /* the strings */
	struct words site_keys; /* while it grows: index + 1 is the site's number */
	struct words callers;
	bool failed; /* memory ran out */
};

/* The observation's own copy of a string; "" and `failed` when memory ran out. */
const char *observation_word(struct observation *observation, const char *string);

/* Adds a creation, which it takes over, to its site and to the list. */
void observation_add_creation(struct observation *observation, struct observe_creation *creation);
void observation_add_process(struct observation *observation,
			     const struct observe_process *process);

/* Once all is added: lists by number, sites by count. 0 or -ENOMEM. */
int observation_finish(struct observation *observation, struct error *error);

/* NULL if it is not listed. */
const struct observe_process *observation_process(const struct observation *observation,
						  uint64_t number);
const struct observe_creation *observation_creation(const struct observation *observation,
						    uint64_t number);

void observe_creation_free(struct observe_creation *creation);
void observation_free(struct observation *observation);

/* Bytes of resident memory of all kinds. */
uint64_t observe_rss(const struct observe_shape *shape);

/* The number of calls of that name, of a creation that was counted. */
uint64_t observe_calls_named(const struct observe_creation *creation, const char *name);

/* The same of a site, or NULL. */
const struct observe_calls_range *observe_site_calls(const struct observe_site *site,
						     const char *name);

/* Sets every member to OBSERVE_UNKNOWN. */
void observe_shape_clear(struct observe_shape *shape);

#endif

/*
 * arena: the memory that the controller and one subject share for one launch.
 *
 * A memfd, passed by descriptor number: a versioned header with request and answer, the strings of
 * the request, then one record per sample. The controller writes the request before the subject
 * starts and reads the answer after it has ended. The subject maps it with MADV_DONTFORK, so that
 * fork does not copy it. It is plain data, because programs without libc read it, too.
 */
#ifndef PROCBENCH_SUBJECT_ARENA_H
#define PROCBENCH_SUBJECT_ARENA_H

#include "procbench/base/keys.h"
#include "procbench/sys/clock.h"
#include "procbench/sys/counters.h"
#include "procbench/sys/cpus.h"

#include <stdint.h>

#define ARENA_MAGIC 0x68636e6562636f72u /* "rocbench" */
/* Key numbers differ between builds with different keys. */
#define ARENA_VERSION (11u + ((uint32_t)KEY_COUNT << 16))

/* Fixed offsets, so that another build can be the subject; change the version to move them. */
#define ARENA_KEYS       64
#define ARENA_TEXT_BYTES 65536
#define ARENA_SPAWNERS   256
#define ARENA_SAMPLES_AT 90112 /* offset of the samples, a multiple of the page size */

#define ARENA_ARGS_MAX 1024 /* words of what a child executes */

/* Descriptors that a subject inherits; 0 to 2 are /dev/null. */
#define ARENA_FD             3
#define ARENA_FD_STAMP       4 /* stamp page, to which the child writes timestamps or an errno */
#define ARENA_FD_TARGET      5 /* the embedded target to execute, if any */
#define ARENA_TARGET_PATH    "/proc/self/fd/5"
#define ARENA_FD_INTERPRETER 6 /* its interpreter, named in src/subject/script */
#define ARENA_FD_FREE        7 /* first descriptor available to the shape */

/* The hidden verb that makes procbench a subject. */
#define ARENA_VERB "@subject"

enum arena_stamping {
	ARENA_STAMP_NONE,
	ARENA_STAMP_COUNTER, /* raw counter, converted with the two clock pairs */
	ARENA_STAMP_CLOCK    /* CLOCK_MONOTONIC, if the counter is not reliable */
};

enum arena_state {
	ARENA_REQUESTED, /* written by the controller */
	ARENA_ACCEPTED,  /* a subject of this version has read it */
	ARENA_RUNNING,   /* shape built and method prepared; creating */
	ARENA_READY,     /* warmed up; waits at the gate */
	ARENA_MEASURED,  /* all samples taken; verifying the shape */
	ARENA_DONE,
	ARENA_REFUSED /* refused by the subject; see error_code and error_text */
};

/* Outcome of a sample: a class and a value. */
enum arena_outcome {
	ARENA_OK,
	ARENA_ERRNO,   /* value: the errno of the call, or of exec in the child */
	ARENA_EXIT,    /* value: the child's exit status, not 0 */
	ARENA_SIGNAL,  /* value: the signal that ended the child */
	ARENA_WAIT,    /* value: the errno with which waiting failed */
	ARENA_TIMEOUT, /* the controller killed the child */
};

struct arena_sample {
	uint64_t start_ns;
	uint64_t returned_ns;
	uint64_t reaped_ns;
	uint64_t child; /* raw stamps, counter or ns; 0: not taken */
	uint64_t image;
	uint64_t main;
	uint16_t outcome; /* enum arena_outcome */
	uint16_t value;
	uint32_t minor_faults; /* of the child, or ARENA_FAULTS_UNKNOWN */
	uint32_t user_us;      /* its CPU time, where the faults are known */
	uint32_t system_us;
	uint64_t stall_ns; /* of busy threads, 0: there are none */
	/* more of the child's use of resources, where the faults are known */
	uint32_t major_faults;
	uint32_t max_rss_kib;
	uint32_t voluntary_switches;
	uint32_t involuntary_switches;
};

/* The way of reaping does not provide it. */
#define ARENA_FAULTS_UNKNOWN UINT32_MAX

/*
 * A spawner creates one child after the other: a thread of the subject, or the subject itself. Each
 * is on its own cache line.
 */
struct arena_spawner {
	/* request */
	uint64_t first;    /* first sample */
	uint64_t count;    /* number of samples */
	int32_t cpu;       /* CPU to move to, -1: none */
	int32_t child_cpu; /* CPU that its children move to, -1: none */
	/* answer */
	volatile uint64_t done;     /* finished samples, including warm-up */
	volatile uint64_t alive_ns; /* end of the last one; 0: no creation in progress */
	/* written by the controller: */
	volatile uint64_t timed_out;  /* 1 + the sample (counted as `done`) that it killed */
	volatile uint64_t granted_ns; /* start of the time allowed for reaping that sample */
	volatile uint64_t rounds;     /* earlier rounds of killing children of that sample */
};

_Static_assert(sizeof(struct arena_spawner) == 64, "spawners share cache lines");

struct arena_header {
	uint64_t magic;
	uint32_t version;
	/* request */
	uint32_t stamping;
	int32_t controller; /* the pid of its keeper, whose death ends the subject */
	uint32_t spawner_count;
	uint64_t samples;             /* of all spawners, in order */
	uint64_t warmup;              /* per spawner */
	struct clock_pair clock_base; /* for clock_use_counter() in the freestanding subject */
	uint64_t clock_rate;          /* 0: the counter is not reliable */
	uint32_t case_number;         /* for mark_case() */
	uint32_t counting;            /* count events while the samples are taken */
	uint32_t wrapped;             /* a command starts the subject, and may place it elsewhere */
	char method[32];
	uint64_t number[ARENA_KEYS]; /* the case's key values, by enum key */
	uint32_t text_at[ARENA_KEYS];
	/* the last strings, in this order: */
	uint32_t program_at; /* path that the child executes, 0: none */
	uint32_t file_at;    /* name for methods that search PATH */
	uint32_t argv_at;    /* argc consecutive NUL-terminated strings */
	uint32_t argc;
	uint32_t text_bytes; /* used part of text */
	/* answer */
	volatile uint32_t state;
	int32_t error_code;
	char error_text[400];
	char drift_text[200];        /* change of the shape during the measurement, or "" */
	char remark_text[400];       /* property of the case that holds only partly, or "" */
	volatile uint32_t displaced; /* 1: a spawner was not on its CPU */
	struct cpus allowed;         /* those of the main thread before the samples */
	volatile int32_t helper;     /* child of the subject that creates the samples, or 0 */
	volatile int32_t gate;       /* futex set by the controller; 0 until samples may be taken */
	struct clock_pair pairs[2];  /* before and after the samples */
	struct counter_reading counters[COUNTER_COUNT];
	uint64_t parent_faults; /* of the subject, without I/O, over all samples */
	_Alignas(64) struct arena_spawner spawners[ARENA_SPAWNERS];
	char text[ARENA_TEXT_BYTES]; /* strings; offset 0 is the empty string */
};

_Static_assert(sizeof(struct arena_header) <= ARENA_SAMPLES_AT, "the header overlaps the samples");

/* Timestamps of the child, on a page shared with the subject. */
struct arena_stamps {
	volatile uint64_t child;
	volatile uint64_t image; /* at ARENA_IMAGE_AT */
	volatile uint64_t main;  /* at ARENA_MAIN_AT */
	volatile int32_t exec_errno;
};

#define ARENA_STAMP_BYTES 4096
#define ARENA_IMAGE_AT    8 /* offset at which an exec target writes its timestamps */
#define ARENA_MAIN_AT     16

/* Argument of a target that selects the clock. Without it, the target takes no timestamps. */
#define ARENA_TARGET_COUNTER "t"
#define ARENA_TARGET_CLOCK   "c"
/* Prefix of a target's argument; the digits after it are how often it executes itself again. */
#define ARENA_TARGET_AGAIN "n"
/* Argument of the smallest target: stay until standard input ends. */
#define ARENA_TARGET_STAY "s"

#endif

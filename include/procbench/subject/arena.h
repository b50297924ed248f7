/*
 * arena: the memory that the controller and one subject share for one launch.
 *
 * A memfd, handed over by fd number: a versioned header with the request and the answer, the
 * request's strings, then one record a sample. The controller writes the request before the subject
 * starts and reads the answer after it has ended; in between it sleeps. The subject maps it with
 * MADV_DONTFORK, so that no fork ever copies it. Plain data: programs without libc read it too.
 */
#ifndef PROCBENCH_SUBJECT_ARENA_H
#define PROCBENCH_SUBJECT_ARENA_H

#include "procbench/base/keys.h"
#include "procbench/sys/clock.h"
#include "procbench/sys/cpus.h"

#include <stdint.h>

#define ARENA_MAGIC 0x68636e6562636f72u /* "rocbench" */
/* A build with other keys numbers them in another way. */
#define ARENA_VERSION (7u + ((uint32_t)KEY_COUNT << 16))

/* Fixed places, so that another build as the subject can read them; grow the version instead. */
#define ARENA_KEYS       64
#define ARENA_TEXT_BYTES 65536
#define ARENA_SPAWNERS   256
#define ARENA_SAMPLES_AT 90112 /* where the samples begin, a multiple of the page size */

#define ARENA_ARGS_MAX 1024 /* words of what a child executes */

/* File descriptors that a subject finds open, 0 to 2 being /dev/null. */
#define ARENA_FD             3
#define ARENA_FD_STAMP       4 /* the stamp page, where the child may stamp or tell an errno */
#define ARENA_FD_TARGET      5 /* the target of ours that is executed, if one is */
#define ARENA_FD_INTERPRETER 6 /* what interprets it, by the name in src/subject/script */
#define ARENA_FD_FREE        7 /* from here on they are the shape's, or nobody's */

/* The hidden verb that makes procbench a subject. */
#define ARENA_VERB "@subject"

enum arena_stamping {
	ARENA_STAMP_NONE,
	ARENA_STAMP_COUNTER, /* the bare counter, to be converted with the two pairs */
	ARENA_STAMP_CLOCK    /* CLOCK_MONOTONIC, where the counter is not to be trusted */
};

enum arena_state {
	ARENA_REQUESTED, /* as the controller left it */
	ARENA_ACCEPTED,  /* a subject of this version has read it */
	ARENA_RUNNING,   /* shaped and prepared; creations are under way */
	ARENA_READY,     /* warmed up; waits for the gate, and runs on once that is open */
	ARENA_MEASURED,  /* all samples are there; whether the shape still is, is looked at */
	ARENA_DONE,
	ARENA_REFUSED /* by the subject, which says why in error_code and error_text */
};

/* How one sample ended: a class and a value. */
enum arena_outcome {
	ARENA_OK,
	ARENA_ERRNO,   /* value: the errno of the call, or of exec in the child */
	ARENA_EXIT,    /* value: the child's exit status, not 0 */
	ARENA_SIGNAL,  /* value: the signal that ended the child */
	ARENA_WAIT,    /* value: the errno with which waiting failed */
	ARENA_TIMEOUT, /* the controller ended the child */
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
};

/* Reaping did not ask. */
#define ARENA_FAULTS_UNKNOWN UINT32_MAX

/*
 * What creates, one child after the other: a thread of the subject, or the subject itself where
 * there is one alone. On a cache line of its own.
 */
struct arena_spawner {
	/* request */
	uint64_t first;    /* its samples: the first of them, .. */
	uint64_t count;    /* .. and how many */
	int32_t cpu;       /* where it moves itself, -1: it stays */
	int32_t child_cpu; /* where its children move themselves, -1: they stay */
	/* answer */
	volatile uint64_t done;     /* samples, warmup included, that have ended */
	volatile uint64_t alive_ns; /* when the last of them ended; 0: it creates nothing now */
	/* of the controller: */
	volatile uint64_t timed_out;  /* 1 + the sample (counted as `done`) that it ended */
	volatile uint64_t granted_ns; /* from when on that sample has time to be reaped */
	volatile uint64_t rounds; /* how often it ended children of that sample, before this time */
};

_Static_assert(sizeof(struct arena_spawner) == 64, "spawners share cache lines");

struct arena_header {
	uint64_t magic;
	uint32_t version;
	/* request */
	uint32_t stamping;
	int32_t controller; /* the pid of its keeper, whose death ends the subject */
	uint32_t spawner_count;
	uint64_t samples;             /* of all spawners, the first one's first */
	uint64_t warmup;              /* of each spawner */
	struct clock_pair clock_base; /* for clock_use_counter() in the freestanding subject */
	uint64_t clock_rate;          /* 0: the counter is not to be trusted */
	uint32_t wrapped;             /* a command starts the subject, and may place it elsewhere */
	char method[32];
	uint64_t number[ARENA_KEYS]; /* the case's key values, by enum key */
	uint32_t text_at[ARENA_KEYS];
	/* the last strings, in this order */
	uint32_t program_at; /* the path that the child executes, 0: none */
	uint32_t file_at;    /* the name for methods that search PATH themselves */
	uint32_t argv_at;    /* argc NUL-terminated strings in a row */
	uint32_t argc;
	uint32_t text_bytes; /* how much of text is used */
	/* answer */
	volatile uint32_t state;
	int32_t error_code;
	char error_text[400];
	char drift_text[200];        /* what of the shape was no longer there afterwards, or "" */
	volatile uint32_t displaced; /* 1: it says that one was not on its CPU */
	struct cpus allowed;         /* those of the main thread before the samples */
	volatile int32_t helper; /* a child of the subject whose children the samples are, or 0 */
	volatile int32_t gate;   /* of the controller: a futex, 0 until samples may be taken */
	struct clock_pair pairs[2]; /* before and after the samples */
	uint64_t parent_faults;     /* of the subject, without IO, over all samples */
	_Alignas(64) struct arena_spawner spawners[ARENA_SPAWNERS];
	char text[ARENA_TEXT_BYTES]; /* strings; offset 0 is the empty string */
};

_Static_assert(sizeof(struct arena_header) <= ARENA_SAMPLES_AT, "the header overlaps the samples");

/* What children write, on a page of its own that they share with the subject. */
struct arena_stamps {
	volatile uint64_t child;
	volatile uint64_t image; /* at ARENA_IMAGE_AT */
	volatile uint64_t main;  /* at ARENA_MAIN_AT */
	volatile int32_t exec_errno;
};

#define ARENA_STAMP_BYTES 4096
#define ARENA_IMAGE_AT    8 /* where an exec target writes its stamps */
#define ARENA_MAIN_AT     16

/* A target's argument: which clock its stamps are of. Without it, it takes none. */
#define ARENA_TARGET_COUNTER "t"
#define ARENA_TARGET_CLOCK   "c"
/* Of the smallest target: it takes none and stays until its standard input ends. */
#define ARENA_TARGET_STAY "s"

#endif

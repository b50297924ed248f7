/*
 * java_spawning: what like-java and the program that it executes in place of jspawnhelper have in
 * common. The sizes of what is sent are those of the original.
 */
#ifndef PROCBENCH_METHODS_JAVA_SPAWNING_H
#define PROCBENCH_METHODS_JAVA_SPAWNING_H

#include "procbench/methods/creation.h"

/* The first message; a helper of another build would not send its own back. */
#define JAVA_REQUEST 0x70627268u
/* What the helper sends when it has read all; whatever it sends next is an errno. */
#define JAVA_ALIVE 0x70626c76u

/* The argument of the helper: the ends of the request's pipe, and the one that it answers to. */
#define JAVA_ENDS_FORMAT "%d:%d:%d"

/* Where the helper moves the end that it answers to, and from where on it closes descriptors. */
#define JAVA_ANSWER_FD CREATION_FDS_KEPT

/* The second message. */
struct java_child {
	int request[2];
	int answer[2];
	char unused[96 - 4 * sizeof(int)];
};

/* The third message: the sizes of the fourth, which is the program's path and its arguments. */
struct java_sizes {
	uint32_t argument_count;
	uint32_t bytes;
	char unused[28 - 2 * sizeof(uint32_t)];
};

#endif

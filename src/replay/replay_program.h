/* replay_program: the name of a program, and the target of procbench that replaces it. */
#ifndef PROCBENCH_SRC_REPLAY_REPLAY_PROGRAM_H
#define PROCBENCH_SRC_REPLAY_REPLAY_PROGRAM_H

/* The last part of its path, or NULL for none. */
const char *replay_program_name(const char *path);

/* A value of exec=: "static", "dynamic" or "script"; NULL if the file cannot be read here. */
const char *replay_program_kind(const char *path);

#endif

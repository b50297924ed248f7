/* replay_program: the target of procbench that replaces a program. */
#ifndef PROCBENCH_SRC_REPLAY_REPLAY_PROGRAM_H
#define PROCBENCH_SRC_REPLAY_REPLAY_PROGRAM_H

/* A value of exec=: "static", "dynamic" or "script"; NULL if the file cannot be read here. */
const char *replay_program_kind(const char *path);

#endif

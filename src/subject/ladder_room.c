/* ladder_room: where the paths of the ladder's libraries are put; see sys/ladder.c. */
#include "procbench/sys/ladder.h"

extern char ladder_room[LADDER_ROOM_BYTES];

/* In .data, so that the room is part of the file. */
char ladder_room[LADDER_ROOM_BYTES] __attribute__((section(".data"))) = LADDER_MARK;

/* counter: the events that --counters counts, by number and name. */
#include "procbench/base/counter.h"

#define NAME(number, name) #name,

const char *const counter_names[COUNTER_COUNT] = {COUNTER_LIST(NAME)};

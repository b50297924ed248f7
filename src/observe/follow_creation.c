/* follow_creation: what is recorded of one creation. */
#include "follow.h"

#include "procbench/base/text.h"
#include "procbench/methods/clone_flags.h"
#include "procbench/sys/proc_caller.h"

#include <errno.h>
#include <inttypes.h>
#include <linux/sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#define EXECS_LISTED 32

/* ---- the call ---- */

static enum observe_kind kind_of(const struct observe_creation *creation)
{
	uint64_t flags = creation->flag_bits;

	if (strcmp(creation->call, "vfork") == 0)
		return OBSERVE_VFORK;
	if (flags & CLONE_THREAD)
		return OBSERVE_THREAD;
	if (!(flags & CLONE_VM))
		return OBSERVE_FORK;
	if (!(flags & CLONE_VFORK))
		return OBSERVE_SHARED;
	return creation->own_stack ? OBSERVE_POSIX_SPAWN : OBSERVE_VFORK;
}

/* Flags that have no name stand as a number. */
static const char *name_flags(struct observation *observation, uint64_t flags)
{
	struct text names = {0};
	uint64_t known = 0;
	const char *word;

	for (size_t i = 0; i < clone_flag_count; i++)
		known |= clone_flag_table[i].bit;
	if (flags & known || !flags)
		clone_flags_add(&names, flags & known);
	if (flags & ~known)
		text_printf(&names, "%s0x%" PRIx64, names.length ? "+" : "", flags & ~known);
	observation->failed = observation->failed || names.failed;
	word = observation_word(observation, text_string(&names));
	text_free(&names);
	return word;
}

/* Most creations have the flags of the one before. */
static const char *flag_names(struct follow *follow, uint64_t flags)
{
	if (!follow->flag_names || follow->named_flags != flags)
		follow->flag_names = name_flags(follow->observation, flags);
	follow->named_flags = flags;
	return follow->flag_names;
}

static void fill_call(struct follow *follow, struct observe_creation *creation,
		      const struct tracer_call *call)
{
	struct observation *observation = follow->observation;

	creation->call = observation_word(observation, call->name);
	creation->machine = observation_word(observation, call->machine);
	creation->flag_bits = call->flags & INT64_MAX;
	creation->flags = flag_names(follow, call->flags);
	creation->exit_signal = call->exit_signal & INT64_MAX;
	creation->own_stack = call->own_stack;
	creation->kind = kind_of(creation);
}

/* Another attempt by the same call is no fallback. */
static uint64_t fallback_of(const struct follow_task *caller,
			    const struct observe_creation *creation)
{
	const struct follow_failed *failed = &caller->failed;
	bool is_refused =
		failed->error == ENOSYS || failed->error == EPERM || failed->error == EINVAL;

	if (!is_refused ||
	    (failed->call == creation->call && failed->flag_bits == creation->flag_bits))
		return 0;
	return failed->number;
}

static struct follow_sample *sample_of(struct follow *follow,
				       const struct observe_creation *creation, size_t *place)
{
	const uint64_t key[] = {(uintptr_t)creation->executable, (uintptr_t)creation->call,
				creation->flag_bits};
	long index = words_add_numbers(&follow->sampled, key, sizeof(key) / sizeof(key[0]));

	if (index >= (long)follow->sample_capacity) {
		size_t capacity = 2 * (size_t)index + 16;
		struct follow_sample *grown = realloc(follow->samples, capacity * sizeof(*grown));

		if (!grown)
			return NULL;
		memset(grown + follow->sample_capacity, 0,
		       (capacity - follow->sample_capacity) * sizeof(*grown));
		follow->samples = grown;
		follow->sample_capacity = capacity;
	}
	*place = (size_t)index;
	return index < 0 ? NULL : &follow->samples[index];
}

static bool is_first_of_its_call(struct follow *follow, const struct observe_creation *creation)
{
	size_t place;
	struct follow_sample *sample = sample_of(follow, creation, &place);
	bool is_first = sample && !sample->is_seen;

	if (sample)
		sample->is_seen = true;
	return is_first;
}

struct observe_creation *follow_new_creation(struct follow *follow, struct follow_task *caller,
					     const struct tracer_call *call)
{
	struct observe_creation *creation = malloc(sizeof(*creation)); /* calloc is slower */

	if (!creation) {
		follow->observation->failed = true;
		return NULL;
	}
	*creation = (struct observe_creation){0};
	fill_call(follow, creation, call);
	creation->number = ++follow->creations;
	creation->process = caller->process->record.number;
	creation->pid = caller->process->record.pid;
	creation->tid = (uint64_t)caller->tid;
	creation->executable = caller->process->record.executable;
	creation->fallback_of = fallback_of(caller, creation);
	creation->started_ns = follow_now_ns() - follow->began_ns;
	creation->child = creation->calls_total = creation->inherited = OBSERVE_UNKNOWN;
	creation->before_exec_ns = creation->lifetime_ns = OBSERVE_UNKNOWN;
	creation->end = (struct observe_end){OBSERVE_RUNNING, OBSERVE_UNKNOWN};
	if (is_first_of_its_call(follow, creation))
		caller->process->pages = OBSERVE_UNKNOWN; /* read anew */
	follow_read_shape(follow, caller->process, creation);
	caller->process->record.creations++;
	return creation;
}

/* ---- the child ---- */

bool follow_wants_count(struct follow *follow, const struct observe_creation *creation,
			size_t *place)
{
	struct follow_sample *sample;

	if (creation->kind == OBSERVE_THREAD || follow->request->counting == OBSERVE_COUNT_NONE)
		return false;
	sample = sample_of(follow, creation, place);
	if (!sample)
		return false;
	sample->creations++;
	if (follow->request->counting == OBSERVE_COUNT_SOME &&
	    (sample->creations < sample->next ||
	     sample->calls >= OBSERVE_COUNTED_FIRST + sample->creations / 4))
		return false;
	sample->calls += 2; /* for the stops that a child without a call takes */
	sample->next = sample->creations + (sample->creations < OBSERVE_COUNTED_STEP
						    ? sample->creations
						    : OBSERVE_COUNTED_STEP);
	return true;
}

/* Children with the same calls as the last one are counted at growing intervals. */
void follow_counted(struct follow *follow, const struct follow_task *task,
		    struct observe_creation *creation)
{
	struct follow_sample *sample = &follow->samples[task->sample];
	uint64_t all = creation->calls_total + 1;

	creation->is_count_complete = true;
	for (size_t i = 0; i < creation->calls.count; i++)
		all = 31 * all +
		      (uintptr_t)creation->calls.items[i].name * creation->calls.items[i].count;
	if (sample->last != all)
		sample->next = sample->creations + 1;
	sample->last = all;
}

void follow_count_call(struct follow *follow, struct observe_creation *creation,
		       const struct tracer_call *call)
{
	struct observe_calls_list *calls = &creation->calls;
	struct observe_calls *items;
	char number[48];
	const char *name = call->name;

	if (!name)
		snprintf(number, sizeof(number), "%s%s%" PRIu64, call->machine ? call->machine : "",
			 call->machine ? " " : "", call->number);
	name = observation_word(follow->observation, name ? name : number);
	creation->calls_total++;
	for (size_t i = 0; i < calls->count; i++)
		if (calls->items[i].name == name) {
			calls->items[i].count++;
			return;
		}
	items = realloc(calls->items, (calls->count + 1) * sizeof(*items));
	if (!items) {
		follow->observation->failed = true;
		return;
	}
	calls->items = items;
	items[calls->count++] = (struct observe_calls){name, 1};
}

void follow_add_exec(struct follow *follow, struct observe_creation *creation, const char *path,
		     int error)
{
	struct observe_exec_list *execs = &creation->execs;
	struct observe_exec *items;

	if (execs->count >= EXECS_LISTED && error) {
		creation->execs_unlisted++;
		return;
	}
	items = realloc(execs->items, (execs->count + 1) * sizeof(*items));
	if (!items) {
		follow->observation->failed = true;
		return;
	}
	execs->items = items;
	items[execs->count++] = (struct observe_exec){path, (uint64_t)error};
}

void follow_record(struct follow *follow, struct observe_creation *creation)
{
	if (!creation)
		return;
	observation_add_creation(follow->observation, creation);
	free(creation);
}

struct observe_end follow_end_of(int wait_status)
{
	if (WIFEXITED(wait_status))
		return (struct observe_end){OBSERVE_EXITED, (uint64_t)WEXITSTATUS(wait_status)};
	return (struct observe_end){OBSERVE_KILLED, (uint64_t)WTERMSIG(wait_status)};
}

void follow_end(struct follow *follow, struct observe_creation *creation, int wait_status)
{
	if (!creation)
		return;
	creation->lifetime_ns = follow_now_ns() - follow->began_ns - creation->started_ns;
	creation->end = follow_end_of(wait_status);
	follow_record(follow, creation);
}

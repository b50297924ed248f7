/* placement: whether the calling thread and its children run where the request says. */
#include "placement.h"

#include "procbench/base/keys.h"
#include "procbench/sys/raw.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/wait.h>

/* ---- the reason, without libc ---- */

struct line {
	char *at, *end;
};

static void add(struct line *line, const char *text)
{
	while (*text && line->at < line->end)
		*line->at++ = *text++;
	*line->at = '\0';
}

static void add_number(struct line *line, long number)
{
	char digits[24], *at = digits + sizeof(digits);

	*--at = '\0';
	do
		*--at = (char)('0' + number % 10);
	while ((number /= 10) > 0);
	add(line, at);
}

static bool has(const struct cpus *cpus, int cpu)
{
	return cpu < 8 * CPUS_SET_BYTES && cpus->bits[cpu / 8] & 1 << cpu % 8;
}

/* "0-3,7", or "none" */
static void add_cpus(struct line *line, const struct cpus *cpus)
{
	const char *before = "";

	for (int cpu = 0; cpu < 8 * CPUS_SET_BYTES; cpu++) {
		int first = cpu;

		if (!has(cpus, cpu))
			continue;
		while (has(cpus, cpu + 1))
			cpu++;
		add(line, before);
		add_number(line, first);
		if (cpu > first) {
			add(line, "-");
			add_number(line, cpu);
		}
		before = ",";
	}
	if (!*before)
		add(line, "none");
}

static struct line begin(char why[PLACEMENT_TEXT_BYTES], const char *text)
{
	struct line line = {why, why + PLACEMENT_TEXT_BYTES - 1};

	add(&line, text);
	return line;
}

static int failed(char why[PLACEMENT_TEXT_BYTES], const char *text, long status)
{
	struct line line = begin(why, text);

	add(&line, " (errno ");
	add_number(&line, -status);
	add(&line, ")");
	return -1;
}

/* ---- what the kernel says ---- */

static void only(struct cpus *cpus, int cpu)
{
	for (int i = 0; i < CPUS_SET_BYTES; i++)
		cpus->bits[i] = 0;
	cpus->bits[cpu / 8] = (unsigned char)(1 << cpu % 8);
}

static bool same(const struct cpus *one, const struct cpus *other)
{
	for (int i = 0; i < CPUS_SET_BYTES; i++)
		if (one->bits[i] != other->bits[i])
			return false;
	return true;
}

void placement_keep(struct arena_header *header)
{
	if (sys_getaffinity(0, &header->allowed, sizeof(header->allowed)) < 0)
		header->allowed = (struct cpus){{0}};
}

/* The mask of the calling thread against `wanted`; and, of a single CPU, where it runs. */
static int check_mask(const char *who, const struct cpus *wanted, int cpu,
		      char why[PLACEMENT_TEXT_BYTES])
{
	struct cpus seen;
	struct line line;
	long status = sys_getaffinity(0, &seen, sizeof(seen));

	if (status < 0)
		return failed(why, "cpu: the allowed CPUs cannot be read", status);
	if (same(wanted, &seen) && (cpu < 0 || sys_current_cpu() == cpu))
		return 0;
	line = begin(why, "cpu: CPU ");
	add_cpus(&line, wanted);
	add(&line, " wanted for the ");
	add(&line, who);
	add(&line, ", ");
	add_cpus(&line, &seen);
	add(&line, " allowed");
	return -1;
}

/* Moves there and back, as the child will. */
static int check_child(int cpu, char why[PLACEMENT_TEXT_BYTES])
{
	struct cpus own, wanted;
	long status = sys_getaffinity(0, &own, sizeof(own)), back;
	int result;

	if (status == 0)
		status = sys_move_to_cpu(cpu);
	if (status < 0)
		return failed(why, "cpu: a child cannot move to its CPU", status);
	only(&wanted, cpu);
	result = check_mask("child", &wanted, cpu, why);
	back = sys_setaffinity(&own, sizeof(own));
	if (result == 0 && back < 0)
		return failed(why, "cpu: the parent cannot move back to its CPU", back);
	return result;
}

/* A command that starts the subject may have placed it; what it chose is kept instead. */
static bool is_pinned(const struct arena_header *header, const struct arena_spawner *spawner)
{
	return spawner->cpu >= 0 && (!header->wrapped || header->spawner_count > 1);
}

static void choose_wanted(const struct arena_header *header, const struct arena_spawner *spawner,
			  struct cpus *wanted)
{
	if (is_pinned(header, spawner))
		only(wanted, spawner->cpu);
	else
		*wanted = header->allowed;
}

int placement_check(const struct arena_header *header, const struct arena_spawner *spawner,
		    char why[PLACEMENT_TEXT_BYTES])
{
	struct cpus wanted;
	int status;

	if (spawner->cpu < 0 && header->number[KEY_CPU] != KEY_CPU_ANY) {
		begin(why,
		      "cpu: the allowed CPUs cannot be read (use cpu=any to measure unpinned)");
		return -1;
	}
	choose_wanted(header, spawner, &wanted);
	status = check_mask("parent", &wanted, is_pinned(header, spawner) ? spawner->cpu : -1, why);
	if (status == 0 && spawner->child_cpu >= 0)
		status = check_child(spawner->child_cpu, why);
	return status;
}

/* ---- a child in another cgroup ---- */

enum { IN_PLACE, ELSEWHERE, UNREADABLE }; /* exit statuses of that child */

static void step_move(const struct creation *creation)
{
	sys_move_to_cpu(creation->child_cpu);
}

static void step_look(const struct creation *creation)
{
	struct cpus seen;

	if (sys_getaffinity(0, &seen, sizeof(seen)) < 0)
		sys_exit_group(UNREADABLE);
	sys_exit_group(same(&seen, creation->child_cpus) ? IN_PLACE : ELSEWHERE);
}

static int judge_trial(const struct cpus *wanted, int status, char why[PLACEMENT_TEXT_BYTES])
{
	struct line line;

	if (WIFEXITED(status) && WEXITSTATUS(status) == IN_PLACE)
		return 0;
	line = begin(why, "cpu: CPU ");
	add_cpus(&line, wanted);
	add(&line, WIFEXITED(status) && WEXITSTATUS(status) == ELSEWHERE
			   ? " wanted for the child, but the cpuset of its cgroup sets others (use "
			     "cpu=any to measure unpinned)"
			   : " wanted for the child, which could not read its own");
	return -1;
}

int placement_check_trial(const struct arena_header *header, const struct arena_spawner *spawner,
			  const struct creation *creation, char why[PLACEMENT_TEXT_BYTES])
{
	struct creation trial = *creation;
	creation_step **step = trial.steps;
	struct reaped reaped = {0};
	struct cpus wanted;
	long pid;

	if (header->number[KEY_CPU] == KEY_CPU_ANY)
		return 0;
	choose_wanted(header, spawner, &wanted);
	if (spawner->child_cpu >= 0) {
		only(&wanted, spawner->child_cpu);
		*step++ = step_move;
	}
	*step++ = step_look;
	*step = NULL;
	trial.child_cpu = spawner->child_cpu;
	trial.child_cpus = &wanted;
	pid = creation->trial(&trial);
	if (pid < 0)
		return 0; /* as will the samples, which count it */
	creation->calls.reap(&trial, pid, &reaped);
	creation->calls.settle(&trial, &reaped);
	return judge_trial(&wanted, reaped.status, why);
}

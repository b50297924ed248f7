/* shape_cpus: explicit CPUs to measure on, in the order in which creators take them. */
#include "procbench/shapes/shape_cpus.h"

#include "shape_descriptor.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

#define CPUS_MAX (8 * CPUS_SET_BYTES)

/* Reads one number and moves on behind it and its "+"; false if there is none. */
static bool read_cpu(const char **at, uint64_t *cpu)
{
	const char *digit = *at;

	for (*cpu = 0; *digit >= '0' && *digit <= '9' && *cpu < CPUS_MAX; digit++)
		*cpu = *cpu * 10 + (uint64_t)(*digit - '0');
	if (digit == *at || *cpu >= CPUS_MAX || (*digit != '+' && *digit != '\0'))
		return false;
	*at = *digit == '+' ? digit + 1 : digit;
	return *digit == '\0' || digit[1] != '\0';
}

static bool has(const struct cpus *cpus, uint64_t cpu)
{
	return cpus->bits[cpu / 8] >> cpu % 8 & 1;
}

/* How many there are; 0 if the list is invalid or names one twice. */
static uint64_t count(const char *list)
{
	struct cpus seen = {{0}};
	uint64_t number = 0, cpu;

	for (; *list; number++) {
		if (!read_cpu(&list, &cpu) || has(&seen, cpu))
			return 0;
		seen.bits[cpu / 8] = (unsigned char)(seen.bits[cpu / 8] | 1u << cpu % 8);
	}
	return number;
}

int shape_cpus_pick(const struct keys *keys, const struct cpus *allowed, uint64_t place)
{
	const char *list = keys->text[KEY_CPUS];
	uint64_t number = count(list), cpu = 0;

	if (number == 0) /* auto */
		return cpus_pick(allowed, place);
	for (uint64_t i = 0; i <= place % number; i++)
		read_cpu(&list, &cpu);
	return (int)cpu;
}

static int check(const struct method *method, const struct keys *keys, struct error *error)
{
	const char *list = keys->text[KEY_CPUS];
	uint64_t number = count(list);

	(void)method;
	if (number == 0)
		return error_set(error, EINVAL,
				 "invalid value '%s' for cpus= (expected auto or different CPUs "
				 "joined by +)",
				 list);
	if (keys->number[KEY_CPU] == KEY_CPU_ANY)
		return error_set(error, EINVAL,
				 "cpus=%s cannot be combined with cpu=any, which pins nothing "
				 "(remove one)",
				 list);
	if (keys->number[KEY_CPU] == KEY_CPU_OTHER && number < 2)
		return error_set(error, EINVAL,
				 "cpus=%s has no second CPU for cpu=other (use cpus=%s+N)", list,
				 list);
	return 0;
}

static int probe(const struct method *method, const struct keys *keys, struct error *error)
{
	const char *list = keys->text[KEY_CPUS];
	struct cpus allowed = cpus_allowed();
	uint64_t cpu;

	(void)method;
	while (*list && read_cpu(&list, &cpu))
		if (!has(&allowed, cpu))
			return error_set(error, ENODEV,
					 "cpus=%s: CPU %" PRIu64
					 " is not one of those allowed here "
					 "(see 'taskset -p $$' and the cgroup's cpuset.cpus)",
					 keys->text[KEY_CPUS], cpu);
	return 0;
}

SHAPE(CPUS) = {.check = check, .probe = probe};

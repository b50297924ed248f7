/* floor_main: the freestanding subject. No libc, a handful of mappings, a few KiB. */
#include "serve.h"

#include "procbench/methods/floor.h"
#include "procbench/sys/clock.h"
#include "procbench/sys/raw.h"

#include <elf.h>
#include <stddef.h>

void free_main(long *stack, uint64_t counter);

static unsigned long auxiliary_value(char *const *environment, unsigned long type)
{
	const unsigned long *pair;

	while (*environment)
		environment++;
	pair = (const unsigned long *)(environment + 1);
	while (pair[0] != AT_NULL && pair[0] != type)
		pair += 2;
	return pair[0] == type ? pair[1] : 0;
}

void free_main(long *stack, uint64_t counter)
{
	char *const *environment = (char *const *)(stack + 1) + stack[0] + 1;
	struct arena_header *header;
	struct creation creation = {0};

	(void)counter;
	clock_open(auxiliary_value(environment, AT_SYSINFO_EHDR));
	header = serve_open();
	if (!header)
		sys_exit_group(2);
	if (serve_creation(header, &creation, environment) < 0)
		serve_refuse(header, 12, "cannot map the stamp page");
	serve_run(header, &floor_calls, &creation);
}

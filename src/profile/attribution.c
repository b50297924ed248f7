/* attribution: from counts per address to counts per function. */
#include "attribution.h"

#include "procbench/profile/phases.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_LINE "procbench-profile 1\n"

/*
 * What stands for a function that is not known. Programs that are linked to fixed addresses are
 * below 4 GiB; the kernel maps the vDSO and libraries far above.
 */
static const char *const unknown[] = {"[unknown kernel code]", "[unknown program]",
				      "[vdso or library]"};

#define UNKNOWN_COUNT (sizeof(unknown) / sizeof(unknown[0]))

static size_t unknown_at(uint64_t address)
{
	if (!symbols_is_user(address))
		return 0;
	return address >> 32 ? 2 : 1;
}

/* The counts of the case that is being read, by symbol, and of the unknown ones. */
struct tally {
	const struct symbols *symbols;
	uint64_t *counts;
	struct result_case *item;
	unsigned long line;
};

static size_t tally_size(const struct tally *tally)
{
	return tally->symbols->count + UNKNOWN_COUNT;
}

/* ---- functions ---- */

struct function {
	const char *name;
	size_t length;
	bool is_user;
	uint64_t count;
};

static struct function function_at(const struct tally *tally, size_t index)
{
	size_t known = tally->symbols->count;
	const struct symbol *symbol = &tally->symbols->items[index];

	if (index >= known)
		return (struct function){unknown[index - known], strlen(unknown[index - known]),
					 index > known, tally->counts[index]};
	return (struct function){symbol->name, symbol->length, symbols_is_user(symbol->address),
				 tally->counts[index]};
}

static int compare_names(const struct function *a, const struct function *b)
{
	size_t shorter = a->length < b->length ? a->length : b->length;
	int order = memcmp(a->name, b->name, shorter);

	if (order)
		return order;
	if (a->length != b->length)
		return a->length < b->length ? -1 : 1;
	return a->is_user - b->is_user;
}

static int by_name(const void *one, const void *other)
{
	return compare_names(one, other);
}

static int by_count(const void *one, const void *other)
{
	const struct function *a = one, *b = other;

	if (a->count != b->count)
		return a->count > b->count ? -1 : 1;
	return compare_names(a, b);
}

/* Joins the parts and clones of one function, which have its name. */
static size_t join(struct function *functions, size_t count)
{
	size_t kept = 0;

	qsort(functions, count, sizeof(*functions), by_name);
	for (size_t i = 0; i < count; i++) {
		if (kept > 0 && compare_names(&functions[kept - 1], &functions[i]) == 0)
			functions[kept - 1].count += functions[i].count;
		else
			functions[kept++] = functions[i];
	}
	qsort(functions, kept, sizeof(*functions), by_count);
	return kept;
}

static int set_function(struct result_profile *profile, const struct function *function)
{
	struct result_function *target = &profile->functions[profile->function_count++];
	const char *phase;

	target->name = strndup(function->name, function->length);
	if (!target->name)
		return -ENOMEM;
	target->instructions = (double)function->count / (double)profile->samples;
	phase = phases_of_function(target->name, function->is_user);
	target->phase = phase ? strdup(phase) : NULL;
	return phase && !target->phase ? -ENOMEM : 0;
}

static int set_functions(struct result_profile *profile, const struct function *functions,
			 size_t count)
{
	int status = 0;

	profile->functions = calloc(count + 1, sizeof(*profile->functions));
	if (!profile->functions)
		return -ENOMEM;
	for (size_t i = 0; i < count && status == 0; i++)
		status = set_function(profile, &functions[i]);
	return status;
}

/* The case has been read: its counts become its functions. A case without samples has none. */
static int finish_case(struct tally *tally, struct error *error)
{
	size_t size = tally_size(tally), count = 0;
	struct function *functions;
	int status;

	if (!tally->item || tally->item->profile.samples == 0)
		return 0; /* lines would be refused */
	functions = calloc(size, sizeof(*functions));
	if (!functions)
		return error_no_memory(error);
	for (size_t i = 0; i < size; i++)
		if (tally->counts[i])
			functions[count++] = function_at(tally, i);
	count = join(functions, count);
	status = set_functions(&tally->item->profile, functions, count);
	free(functions);
	memset(tally->counts, 0, size * sizeof(*tally->counts));
	return status < 0 ? error_no_memory(error) : 0;
}

/* ---- lines ---- */

static int wrong_line(const struct tally *tally, const char *line, struct error *error)
{
	return error_set(error, EINVAL, "counts of the profile: line %lu: '%.*s' is damaged",
			 tally->line, (int)strcspn(line, "\n"), line);
}

static int begin_case(struct tally *tally, struct result *result, const char *line,
		      struct error *error)
{
	uint64_t number, samples;

	if (sscanf(line, "case %" SCNu64 " %" SCNu64 "\n", &number, &samples) != 2)
		return wrong_line(tally, line, error);
	if (number < 1 || number > result->case_count ||
	    result->cases[number - 1].profile.samples > 0)
		return error_set(error, EINVAL,
				 "counts of the profile: line %lu: case %" PRIu64 " of %zu",
				 tally->line, number, result->case_count);
	if (finish_case(tally, error) < 0)
		return -error->code;
	tally->item = &result->cases[number - 1];
	tally->item->profile.samples = samples;
	return 0;
}

static int add_count(struct tally *tally, const char *line, struct error *error)
{
	char *end, *last;
	uint64_t address = strtoull(line, &end, 16), count = strtoull(end, &last, 10);
	size_t index = symbols_find(tally->symbols, address);

	if (!tally->item || tally->item->profile.samples == 0 || *end != ' ' || *last != '\n' ||
	    count == 0)
		return wrong_line(tally, line, error);
	if (index == tally->symbols->count)
		index += unknown_at(address);
	tally->counts[index] += count;
	return 0;
}

/* Up to the line "end", which the plugin writes last. */
static int read_lines(struct tally *tally, struct result *result, const char *counts,
		      struct error *error)
{
	int status = 0;

	for (tally->line = 2; status == 0; tally->line++) {
		if (strcmp(counts, "end\n") == 0)
			return finish_case(tally, error);
		if (!strchr(counts, '\n'))
			return error_set(error, EINVAL,
					 "counts of the profile: they end early, at line %lu (the "
					 "guest was killed, or there was no room for the file)",
					 tally->line);
		if (strncmp(counts, "case ", 5) == 0)
			status = begin_case(tally, result, counts, error);
		else
			status = add_count(tally, counts, error);
		counts = strchr(counts, '\n') + 1;
	}
	return status;
}

int attribution_run(struct result *result, const char *counts, const struct symbols *symbols,
		    struct error *error)
{
	struct tally tally = {.symbols = symbols};
	size_t first = strlen(FIRST_LINE);
	int status;

	if (strncmp(counts, FIRST_LINE, first) != 0)
		return error_set(error, EINVAL,
				 "counts of the profile: there are none (QEMU has to "
				 "support TCG plugins, and to end by itself)");
	tally.counts = calloc(tally_size(&tally), sizeof(*tally.counts));
	if (!tally.counts)
		return error_no_memory(error);
	status = read_lines(&tally, result, counts + first, error);
	free(tally.counts);
	return status;
}

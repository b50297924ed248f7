/* compare_match: checks and matches the runs and cases to compare. */
#include "comparing.h"

#include "procbench/result/machine.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

int compare_out_of_memory(struct comparing *c)
{
	return error_set(c->error, ENOMEM, "out of memory");
}

/* ---- matching ---- */

static int by_spec(const void *a, const void *b)
{
	const struct result_case *const *x = a, *const *y = b;

	return strcmp((*x)->spec, (*y)->spec);
}

const struct result_case *compare_find(const struct run_index *index, const char *spec)
{
	struct result_case wanted = {.spec = (char *)spec};
	const struct result_case *key = &wanted, **found;

	found = bsearch(&key, index->cases, index->run->case_count, sizeof(key), by_spec);
	return found ? *found : NULL;
}

static int index_run(struct comparing *c, struct run_index *index, const struct result *run,
		     const char *name)
{
	size_t count = run->case_count;

	*index = (struct run_index){run, name, calloc(count + 1, sizeof(*index->cases))};
	if (!index->cases)
		return compare_out_of_memory(c);
	for (size_t i = 0; i < count; i++)
		index->cases[i] = &run->cases[i];
	qsort(index->cases, count, sizeof(*index->cases), by_spec);
	for (size_t i = 1; i < count; i++)
		if (by_spec(&index->cases[i - 1], &index->cases[i]) == 0)
			return error_set(
				c->error, EINVAL,
				"'%.100s': cases[%zu].case: duplicate case '%.100s' cannot "
				"be matched",
				name, (size_t)(index->cases[i] - run->cases),
				index->cases[i]->spec);
	return 0;
}

int compare_index(struct comparing *c)
{
	const struct compare_side *sides[] = {c->new, c->old};
	size_t at = 0;
	int status = 0;

	c->index = calloc(c->old->count + c->new->count, sizeof(*c->index));
	if (!c->index)
		return compare_out_of_memory(c);
	c->run_count = c->old->count + c->new->count;
	for (int side = 0; side < 2; side++)
		for (size_t i = 0; i < sides[side]->count && status == 0; i++)
			status = index_run(c, &c->index[at++], &sides[side]->runs[i],
					   sides[side]->names[i]);
	return status;
}

static bool is_same_run(const struct result *a, const struct result *b)
{
	return a->date && b->date && strcmp(a->date, b->date) == 0 && a->seed == b->seed;
}

/* A duplicate run would make the spread between runs appear smaller. */
static int check_clocks(const struct comparing *c)
{
	const struct run_index *first = &c->index[0];

	for (size_t i = 1; i < c->run_count; i++)
		if (c->index[i].run->clock != first->run->clock)
			return error_set(c->error, EINVAL,
					 "'%.100s' contains %s and '%.100s' %s: measure both with "
					 "--count, or "
					 "both without",
					 first->name, quantity_table[first->run->clock].noun,
					 c->index[i].name,
					 quantity_table[c->index[i].run->clock].noun);
	return 0;
}

int compare_check_runs(struct comparing *c)
{
	if (check_clocks(c) < 0)
		return -c->error->code;
	for (size_t i = 0; i < c->run_count && !c->counts; i++) /* those are all alike */
		for (size_t j = 0; j < i; j++)
			if ((i < c->new->count) == (j < c->new->count) &&
			    is_same_run(c->index[i].run, c->index[j].run))
				return error_set(
					c->error, EINVAL,
					"'%.100s' and '%.100s' are the same run (of %.40s): "
					"each side needs separate runs",
					c->index[j].name, c->index[i].name, c->index[i].run->date);
	return 0;
}

const char *compare_find_move(const struct comparing *c)
{
	static const char *const movers[][2] = {
		{"kernel", "kernel"}, {"libc", "libc"}, {"hypervisor_name", "hypervisor"}};
	const struct facts *first = &c->index[c->new->count].run->host;

	for (size_t k = 0; k < sizeof(movers) / sizeof(movers[0]); k++)
		for (size_t i = 0; i < c->run_count; i++) {
			const char *a = facts_get(first, movers[k][0]);
			const char *b = facts_get(&c->index[i].run->host, movers[k][0]);

			if ((a || b) && (!a || !b || strcmp(a, b) != 0))
				return movers[k][1];
		}
	return NULL;
}

int compare_check_machines(struct comparing *c)
{
	const struct run_index *first = &c->index[c->new->count];
	int status = 0;

	for (size_t i = 0; i < c->run_count && status == 0 && !c->settings->across_machines; i++)
		status = machine_same(first->name, &first->run->host, c->index[i].name,
				      &c->index[i].run->host, c->error);
	return status;
}

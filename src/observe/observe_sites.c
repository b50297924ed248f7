/* observe_sites: creations that have everything but their caller's state in common. */
#include "observe_sites.h"

#include <stdlib.h>
#include <string.h>

/* The shape is an array of numbers; each has an unknown value that no range may take over. */
#define SHAPE_NUMBERS (sizeof(struct observe_shape) / sizeof(uint64_t))

static void widen(uint64_t *low, uint64_t *high, uint64_t value)
{
	if (value == OBSERVE_UNKNOWN)
		return;
	if (*low == OBSERVE_UNKNOWN || value < *low)
		*low = value;
	if (*high == OBSERVE_UNKNOWN || value > *high)
		*high = value;
}

static void add_shape(struct observe_site *site, const struct observe_shape *shape)
{
	const uint64_t *numbers = (const uint64_t *)shape;
	uint64_t *low = (uint64_t *)&site->shape_low, *high = (uint64_t *)&site->shape_high;

	for (size_t i = 0; i < SHAPE_NUMBERS; i++)
		widen(&low[i], &high[i], numbers[i]);
}

/* The largest, because a caller that grows costs the most at its end. */
static void take_like(struct observe_site *site, const struct proc_shape *like)
{
	if (like && like->has_memory &&
	    (!site->like.has_memory || like->private_bytes > site->like.private_bytes))
		site->like = *like;
}

/* A name that is new had no call in the creations before. */
static bool add_calls_name(struct observe_site *site, const char *name)
{
	struct observe_calls_range_list *calls = &site->calls;
	struct observe_calls_range *items;

	for (size_t i = 0; i < calls->count; i++)
		if (calls->items[i].name == name)
			return true;
	items = realloc(calls->items, (calls->count + 1) * sizeof(*items));
	if (!items)
		return false;
	calls->items = items;
	items[calls->count++] = (struct observe_calls_range){
		name, site->counted ? 0 : OBSERVE_UNKNOWN, site->counted ? 0 : OBSERVE_UNKNOWN};
	return true;
}

static void add_counted(struct observation *observation, struct observe_site *site,
			const struct observe_creation *creation)
{
	for (size_t i = 0; i < creation->calls.count; i++)
		if (!add_calls_name(site, creation->calls.items[i].name))
			observation->failed = true;
	for (size_t i = 0; i < site->calls.count; i++) {
		struct observe_calls_range *range = &site->calls.items[i];

		widen(&range->low, &range->high, observe_calls_named(creation, range->name));
	}
	site->counted++;
	widen(&site->calls_low, &site->calls_high, creation->calls_total);
	if (creation->inherited != OBSERVE_UNKNOWN &&
	    (site->inherited_high == OBSERVE_UNKNOWN ||
	     creation->inherited > site->inherited_high)) {
		site->inherited_high = creation->inherited;
		site->inherits = creation->inherits;
	}
}

static uint64_t failed_execs(const struct observe_creation *creation)
{
	uint64_t failed = 0;

	for (size_t i = 0; i < creation->execs.count; i++)
		failed += creation->execs.items[i].error != 0;
	return failed + creation->execs_unlisted;
}

bool observe_append(void **items, size_t *count, size_t size, const void *item)
{
	if ((*count & (*count - 1)) == 0) {
		void *grown = realloc(*items, (*count ? 2 * *count : 1) * size);

		if (!grown)
			return false;
		*items = grown;
	}
	memcpy((char *)*items + (*count)++ * size, item, size);
	return true;
}

static struct observe_site *new_site(struct observation *observation,
				     const struct observe_creation *creation)
{
	struct observe_site site = {
		.number = observation->sites.count + 1,
		.executable = creation->executable,
		.call = creation->call,
		.machine = creation->machine,
		.flag_bits = creation->flag_bits,
		.flags = creation->flags,
		.exit_signal = creation->exit_signal,
		.kind = creation->kind,
		.own_stack = creation->own_stack,
		.program = creation->program,
		.error = creation->error,
		.first = creation->number,
		.cgroup = creation->cgroup,
		.calls_low = OBSERVE_UNKNOWN,
		.calls_high = OBSERVE_UNKNOWN,
		.inherited_high = OBSERVE_UNKNOWN,
		.lifetime_low_ns = OBSERVE_UNKNOWN,
		.lifetime_high_ns = OBSERVE_UNKNOWN,
		.price = OBSERVE_NO_PRICE,
	};

	observe_shape_clear(&site.shape_low);
	observe_shape_clear(&site.shape_high);
	if (!observe_append((void **)&observation->sites.items, &observation->sites.count,
			    sizeof(site), &site))
		return NULL;
	return &observation->sites.items[observation->sites.count - 1];
}

static struct observe_site *site_of(struct observation *observation,
				    const struct observe_creation *creation)
{
	const uint64_t key[] = {
		(uintptr_t)creation->executable, (uintptr_t)creation->call,
		(uintptr_t)creation->machine,    creation->flag_bits,
		creation->exit_signal,           creation->own_stack,
		(uintptr_t)creation->program,    creation->error,
	};
	long index = words_add_numbers(&observation->site_keys, key, sizeof(key) / sizeof(key[0]));

	if (index < 0)
		return NULL;
	if ((size_t)index == observation->sites.count)
		return new_site(observation, creation);
	return &observation->sites.items[index];
}

/* Whether this process is the site's for the first time. */
static bool is_new_caller(struct observation *observation, uint64_t site, uint64_t process)
{
	size_t before = observation->callers.count;

	if (words_add_numbers(&observation->callers, (uint64_t[]){site, process}, 2) < 0)
		observation->failed = true;
	return observation->callers.count > before;
}

void observe_sites_add(struct observation *observation, struct observe_creation *creation)
{
	struct observe_site *site = site_of(observation, creation);
	uint64_t failed = failed_execs(creation);

	if (!site) {
		observation->failed = true;
		return;
	}
	creation->site = site->number;
	site->count++;
	site->fallbacks += creation->fallback_of != 0;
	site->callers += is_new_caller(observation, site->number, creation->process);
	if (creation->number < site->first)
		site->first = creation->number;
	site->shapes += creation->shape_is_read;
	add_shape(site, &creation->shape);
	take_like(site, creation->like);
	creation->like = NULL;
	if (creation->is_counted)
		add_counted(observation, site, creation);
	if (failed > site->failed_execs_high)
		site->failed_execs_high = failed;
	if (creation->end.how != OBSERVE_RUNNING)
		widen(&site->lifetime_low_ns, &site->lifetime_high_ns, creation->lifetime_ns);
}

static int compare_sites(const void *a, const void *b)
{
	const struct observe_site *x = a, *y = b;

	if (x->count != y->count)
		return x->count < y->count ? 1 : -1;
	return (x->first > y->first) - (x->first < y->first);
}

/* Sites get the numbers of their order. */
bool observe_sites_sort(struct observation *observation)
{
	struct observe_site_list *sites = &observation->sites;
	uint64_t *places = calloc(sites->count + 1, sizeof(*places));

	if (!places)
		return false;
	qsort(sites->items, sites->count, sizeof(*sites->items), compare_sites);
	for (size_t i = 0; i < sites->count; i++) {
		places[sites->items[i].number] = i + 1;
		sites->items[i].number = i + 1;
	}
	for (size_t i = 0; i < observation->creations.count; i++)
		observation->creations.items[i].site = places[observation->creations.items[i].site];
	free(places);
	return true;
}

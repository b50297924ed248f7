/* headline: one line that describes what was measured. */
#include "advice.h"

#include <stdbool.h>
#include <string.h>

/* The value of a key if it is equal in all cases that support it, else NULL. */
static const char *shared_text(const struct plan *plan, enum key key)
{
	const char *shared = NULL;

	for (size_t i = 0; i < plan->count; i++) {
		const struct plan_case *item = &plan->cases[i];

		if (!method_takes(item->method, key))
			continue;
		if (shared && strcmp(shared, item->keys.text[key]) != 0)
			return NULL;
		shared = item->keys.text[key];
	}
	return shared;
}

static const char *first_executor(const struct plan *plan)
{
	for (size_t i = 0; i < plan->count; i++)
		if (plan->cases[i].method->only_executes)
			return plan->cases[i].method->name;
	return "one of them";
}

/* Threads never execute a program. */
static size_t count_threads(const struct plan *plan)
{
	size_t count = 0;

	for (size_t i = 0; i < plan->count; i++)
		count += plan->cases[i].method->creates &&
			 !method_takes(plan->cases[i].method, KEY_EXEC);
	return count;
}

static void add_work(struct text *line, const struct plan *plan)
{
	const char *work = shared_text(plan, KEY_EXEC);
	size_t threads = count_threads(plan);

	if (threads == plan->count)
		text_add(line, "the thread ends at once");
	else if (!work)
		text_add(line, "child work varies by case");
	else if (strcmp(work, "none") == 0)
		text_add(line, "the child exits at once");
	else if (plan->work_implied)
		text_printf(line, "every %s executes %s, because %s always executes a program",
			    threads ? "process" : "child", work, first_executor(plan));
	else
		text_printf(line, "the %s executes %s", threads ? "process" : "child", work);
}

static bool any_create_at_once(const struct plan *plan)
{
	for (size_t i = 0; i < plan->count; i++)
		if (plan->cases[i].keys.number[KEY_PARALLEL] > 1 ||
		    plan->cases[i].keys.number[KEY_SPAWNERS] > 1)
			return true;
	return false;
}

/* Nothing is claimed of those that a command placed, or that were moved in every launch. */
static bool kept_their_places(const struct plan *plan, const struct run *run)
{
	for (size_t i = 0; i < plan->count; i++)
		if (plan->cases[i].wrap ||
		    (run->cases[i].drifted > 0 && run->cases[i].launch_count == 0))
			return false;
	return true;
}

static void add_place(struct text *line, const struct plan *plan, const struct run *run)
{
	const char *place = shared_text(plan, KEY_CPU), *cpus = shared_text(plan, KEY_CPUS);

	if (!kept_their_places(plan, run) || !cpus)
		return;
	if (strcmp(cpus, "auto") != 0) {
		text_printf(line, "; on CPU%s %s", strchr(cpus, '+') ? "s" : "", cpus);
		return;
	}
	if (place && strcmp(place, "same") == 0 && run->cpu >= 0)
		text_printf(line, "; all on CPU %d%s", run->cpu,
			    any_create_at_once(plan) ? ", concurrent creators on successive CPUs"
						     : "");
	else if (place && strcmp(place, "other") == 0)
		text_add(line, "; parent and child on different CPUs");
	else if (place && strcmp(place, "any") == 0)
		text_add(line, "; not pinned");
}

static bool is_ablation(const struct plan *plan)
{
	for (size_t i = 0; i < plan->count; i++)
		if (plan->cases[i].lacks)
			return true;
	return false;
}

static bool creates_anything(const struct plan *plan)
{
	for (size_t i = 0; i < plan->count; i++)
		if (plan->cases[i].method->creates)
			return true;
	return false;
}

char *advice_headline(const struct plan *plan, const struct run *run, enum quantity clock)
{
	const char *noun = quantity_table[clock].noun;
	struct text line = {0};

	if (creates_anything(plan)) {
		text_printf(&line, "%s from the call until the child is reaped; ", noun);
		add_work(&line, plan);
	} else {
		text_printf(&line, "%s of the harness itself: nothing is created", noun);
	}
	add_place(&line, plan, run);
	if (plan->likeness.length > 0)
		text_printf(&line, "; %s", text_string(&plan->likeness));
	if (is_ablation(plan))
		text_printf(&line, "; marginal: %s with all flags minus the %s without that flag",
			    noun, noun);
	return text_take(&line);
}

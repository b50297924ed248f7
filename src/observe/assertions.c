/* assertions: conditions on the creations of a program. */
#include "procbench/observe/assertions.h"

#include "assertion_rules.h"

#include "procbench/base/suggest.h"
#include "procbench/base/text.h"
#include "procbench/base/units.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

const char assertion_words[] = "vfork|no-fork-above=SIZE|max-creations=N|no-close-loop|cloexec";

/* ---- reading ---- */

static int unknown_word(const char *word, size_t length, struct error *error)
{
	const char *names[ASSERTION_COUNT];
	char phrase[64], name[64] = "";

	for (size_t i = 0; i < ASSERTION_COUNT; i++)
		names[i] = assertion_table[i].name;
	strncat(name, word, length < sizeof(name) - 1 ? length : sizeof(name) - 1);
	return error_set(error, EINVAL, "unknown assertion '%s'%s (expected %s)", name,
			 suggest_phrase(phrase, sizeof(phrase), name, names, ASSERTION_COUNT),
			 assertion_words);
}

int assertion_read(struct assertion *assertion, const char *word, struct error *error)
{
	size_t length = strcspn(word, "=");

	*assertion = (struct assertion){0};
	for (size_t i = 0; i < ASSERTION_COUNT; i++)
		if (strlen(assertion_table[i].name) == length &&
		    memcmp(assertion_table[i].name, word, length) == 0)
			assertion->info = &assertion_table[i];
	if (!assertion->info)
		return unknown_word(word, length, error);
	if (!assertion->info->read_limit && word[length])
		return error_set(error, EINVAL, "assertion '%s' takes no value",
				 assertion->info->name);
	if (!assertion->info->read_limit)
		return 0;
	if (!word[length])
		return error_set(error, EINVAL, "assertion '%s' requires a value (write %s=N)",
				 word, word);
	return assertion->info->read_limit(word + length + 1, &assertion->limit, error) < 0
		       ? error_prefix(error, "assertion '%s'", assertion->info->name)
		       : 0;
}

bool assertion_needs_all_calls(const struct assertion *assertion)
{
	return assertion->info->needs_all_calls;
}

/* ---- judging ---- */

static void add_name(struct text *line, const struct assertion *assertion)
{
	text_printf(line, "assertion '%s", assertion->info->name);
	if (assertion->info->read_limit == units_read_bytes) {
		text_add_char(line, '=');
		units_add_bytes(line, assertion->limit);
	} else if (assertion->info->read_limit) {
		text_printf(line, "=%" PRIu64, assertion->limit);
	}
	text_add(line, "' ");
}

/* "'/usr/bin/node' (pid 12) called clone 3 times to execute '/bin/true'". */
static void add_caller(struct text *line, const struct observation *observation,
		       const struct observe_site *site)
{
	const struct observe_creation *first = observation_creation(observation, site->first);

	text_add_char(line, '\'');
	text_add_printable(line, site->executable ? site->executable : "unknown program");
	text_add_char(line, '\'');
	if (first && first->pid != OBSERVE_UNKNOWN)
		text_printf(line, " (pid %" PRIu64 ")", first->pid);
	text_printf(line, " called %s ", site->call);
	if (site->flag_bits && strcmp(site->call, "vfork") != 0)
		text_printf(line, "with %s ", site->flags);
	text_printf(line, "%" PRIu64 " time%s", site->count, site->count == 1 ? "" : "s");
	if (site->program) {
		text_add(line, " to execute '");
		text_add_printable(line, site->program);
		text_add_char(line, '\'');
	}
}

static int keep(struct text *line, struct text_list *lines)
{
	int status = line->failed ? -ENOMEM : text_list_add(lines, "%s", text_string(line));

	text_free(line);
	return status;
}

static int add_failure(const struct assertion *assertion, const struct observation *observation,
		       const struct observe_site *site, struct text_list *lines)
{
	struct text line = {0};

	add_name(&line, assertion);
	text_add(&line, "fails: ");
	add_caller(&line, observation, site);
	assertion->info->add_offence(&line, site, assertion->limit);
	text_printf(&line, " (%s)", assertion->info->remedy);
	return keep(&line, lines);
}

static int add_doubt(const struct assertion *assertion, struct text_list *lines, const char *why)
{
	struct text line = {0};

	add_name(&line, assertion);
	text_printf(&line, "cannot be judged: %s", why);
	return keep(&line, lines);
}

/* Why the assertion cannot be judged; NULL if it can. Of a site, or of one of its creations. */
static const char *doubt_of(const struct assertion_info *info, enum observe_kind kind,
			    uint64_t rss_anon, uint64_t inherited)
{
	if (info->needs_shapes && kind == OBSERVE_FORK && rss_anon == OBSERVE_UNKNOWN)
		return "the memory of a caller that forked is not known";
	if (info->needs_descriptors && inherited == OBSERVE_UNKNOWN)
		return "the descriptors of a program could not be read";
	return NULL;
}

static const char *doubt_of_site(const struct assertion_info *info, const struct observe_site *site)
{
	if (info->needs_all_calls && site->counted < site->count)
		return "not every child was followed to its exec (observe with --calls all)";
	return doubt_of(info, site->kind, site->shape_high.rss_anon, site->inherited_high);
}

/* The highest value of a site does not tell that one of its creations could not be read. */
static const char *doubt_of_creations(const struct assertion_info *info,
				      const struct observation *observation)
{
	const char *doubt = NULL;

	for (size_t i = 0; i < observation->creations.count && !doubt; i++) {
		const struct observe_creation *creation = &observation->creations.items[i];

		if (info->concerns(&observation->sites.items[creation->site - 1]))
			doubt = doubt_of(info, creation->kind, creation->shape.rss_anon,
					 creation->inherited);
	}
	return doubt;
}

static const char *doubt_of_all(const struct assertion *assertion,
				const struct observation *observation)
{
	const char *doubt = assertion->info->nothing;

	if (observation->losses.events > 0)
		return "events of the observed program were lost";
	if (observation->losses.callers_unknown > 0)
		return "the caller of a creation is not known";
	if (assertion->info->needs_whole_counts && observation->losses.counts_cut_short > 0)
		return "a child made more system calls before exec than are counted";
	for (size_t i = 0; i < observation->sites.count; i++) {
		const struct observe_site *site = &observation->sites.items[i];
		const char *why = doubt_of_site(assertion->info, site);

		if (!assertion->info->concerns(site))
			continue;
		if (why)
			return why;
		doubt = NULL;
	}
	return doubt ? doubt : doubt_of_creations(assertion->info, observation);
}

static uint64_t count_processes(const struct observation *observation)
{
	uint64_t count = 0;

	for (size_t i = 0; i < observation->sites.count; i++)
		if (assertion_is_process(&observation->sites.items[i]))
			count += observation->sites.items[i].count;
	return count;
}

/* The site that created the most processes; sites are sorted by their count. */
static const struct observe_site *busiest(const struct observation *observation)
{
	for (size_t i = 0; i < observation->sites.count; i++)
		if (assertion_is_process(&observation->sites.items[i]))
			return &observation->sites.items[i];
	return NULL;
}

static int judge_count(const struct assertion *assertion, const struct observation *observation,
		       enum assertion_verdict *verdict, struct text_list *lines)
{
	uint64_t count = count_processes(observation);
	struct text line = {0};

	if (count <= assertion->limit)
		return 0;
	*verdict = ASSERTION_FAILS;
	add_name(&line, assertion);
	text_printf(&line, "fails: %" PRIu64 " %s created; most often ", count,
		    count == 1 ? "process was" : "processes were");
	add_caller(&line, observation, busiest(observation));
	text_printf(&line, " (%s)", assertion->info->remedy);
	return keep(&line, lines);
}

static int judge_sites(const struct assertion *assertion, const struct observation *observation,
		       enum assertion_verdict *verdict, struct text_list *lines)
{
	int status = 0;

	for (size_t i = 0; i < observation->sites.count && status == 0; i++) {
		const struct observe_site *site = &observation->sites.items[i];

		if (!assertion->info->concerns(site) ||
		    !assertion->info->is_broken(site, assertion->limit))
			continue;
		*verdict = ASSERTION_FAILS;
		status = add_failure(assertion, observation, site, lines);
	}
	return status;
}

int assertion_judge(const struct assertion *assertion, const struct observation *observation,
		    enum assertion_verdict *verdict, struct text_list *lines)
{
	const char *doubt;
	int status;

	*verdict = ASSERTION_HOLDS;
	status = assertion->info->is_of_all ? judge_count(assertion, observation, verdict, lines)
					    : judge_sites(assertion, observation, verdict, lines);
	if (status < 0 || *verdict == ASSERTION_FAILS)
		return status;
	doubt = doubt_of_all(assertion, observation);
	if (!doubt)
		return 0;
	*verdict = ASSERTION_UNKNOWN;
	return add_doubt(assertion, lines, doubt);
}

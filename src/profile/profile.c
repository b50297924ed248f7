/* profile: the profiles of a guest's cases, from what is known of the guest. */
#include "attribution.h"
#include "program_file.h"
#include "symbols.h"

#include "procbench/base/targets.h"
#include "procbench/profile/difference.h"
#include "procbench/profile/profile.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>

/* ---- the functions ---- */

/* clang-format off */
#define PROGRAM(id, symbol, name, ...) {PROGRAM_SECTION(#symbol), "[" name "]"},
/* clang-format on */

/* The programs embedded in the guest's, and what stands for them where they have no symbols. */
static const struct {
	const char *section;
	const char *name;
} embedded[] = {TARGET_LIST(PROGRAM){PROGRAM_SECTION("floor"), "[floor]"}};

static int add_embedded(struct symbols *symbols, struct bytes file, struct error *error)
{
	int status = 0;

	for (size_t i = 0; i < sizeof(embedded) / sizeof(embedded[0]) && status == 0; i++) {
		struct bytes program = elf_section(file, embedded[i].section);
		bool stripped;

		if (elf_is_program(program) && elf_is_fixed(program))
			status = symbols_add_program(symbols, program, embedded[i].name, &stripped,
						     error);
	}
	return status;
}

static int add_all(struct symbols *symbols, const struct profile_source *source,
		   struct bytes program, bool *stripped, struct error *error)
{
	int status = symbols_add_kernel(symbols, source->kallsyms, error);

	if (status == 0)
		status = symbols_add_program(symbols, program, "[procbench]", stripped, error);
	if (status == 0)
		status = add_embedded(symbols, program, error);
	if (status == 0)
		symbols_sort(symbols);
	return status;
}

/* ---- the check ---- */

#define SUM_TOLERANCE 0.001

/*
 * The mean of total, which the guest's clock says, is the number of instructions that the plugin
 * has counted, where all samples succeeded and the CPU was never idle.
 */
static int check_sum(struct result *result, const struct result_case *item)
{
	double sum = profile_sum(&item->profile), total = item->spans[SPAN_TOTAL].mean_ns;

	if (item->profile.samples == 0 || !(fabs(sum - total) > SUM_TOLERANCE * total))
		return 0;
	if (item->failed > 0)
		return result_warn(result,
				   "%s: the profile includes failed samples (%.0f instructions per "
				   "sample, total %.0f)",
				   item->spec, sum, total);
	return result_warn(result,
			   "%s: the profile adds up to %.0f instructions, total says %.0f (the CPU "
			   "was idle, or samples were not counted)",
			   item->spec, sum, total);
}

int profile_check(struct result *result)
{
	int status = 0;

	for (size_t i = 0; i < result->case_count && status == 0; i++)
		status = check_sum(result, &result->cases[i]);
	return status;
}

int profile_attach(struct result *result, const struct profile_source *source,
		   struct text_list *warnings, struct error *error)
{
	struct symbols symbols = {0};
	struct program_file file;
	bool stripped = false;
	int status = program_open(&file, source->binary, error);

	if (status < 0)
		return status;
	status = add_all(&symbols, source, file.bytes, &stripped, error);
	if (status == 0)
		status = attribution_run(result, source->counts, &symbols, error);
	if (status == 0 && stripped &&
	    text_list_add(warnings,
			  "'%s' has no symbols, so the profile does not name its "
			  "functions (use a procbench that is not stripped)",
			  source->binary) < 0)
		status = error_no_memory(error);
	symbols_free(&symbols);
	program_close(&file);
	return status;
}

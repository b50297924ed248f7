/* load_profile: loads the profile of a case. */
#include "json_reader.h"

#include <stdlib.h>

static int read_function(struct reader *reader, const json_t *json, size_t number,
			 struct load_target *target)
{
	struct result_profile *profile = &target->item->profile;
	struct result_function *function = &profile->functions[number];
	size_t length = reader_enter_item(reader, number);
	int status = reader_fields(reader, json, &fields_of_function, function, NULL, target);

	profile->function_count++;
	if (status == 0 && !(function->instructions > 0))
		status = reader_wrong_value(reader, "it has no instructions");
	if (status == 0 && number > 0 && function->instructions > function[-1].instructions)
		status = reader_wrong_value(reader, "functions must be in descending order");
	return reader_leave(reader, length, status);
}

static int read_functions(struct reader *reader, const json_t *json, struct load_target *target)
{
	struct result_profile *profile = &target->item->profile;
	int status = 0;

	if (!json_is_array(json))
		return reader_wrong_type(reader, "a list", json);
	profile->functions = calloc(json_array_size(json) + 1, sizeof(*profile->functions));
	if (!profile->functions)
		return reader_out_of_memory(reader);
	for (size_t i = 0; i < json_array_size(json) && status == 0; i++)
		status = read_function(reader, json_array_get(json, i), i, target);
	return status;
}

static const struct part profile_parts[] = {{"functions", read_functions}, {NULL, NULL}};

int load_profile(struct reader *reader, const json_t *json, struct load_target *target)
{
	struct result_profile *profile = &target->item->profile;
	int status;

	if (json_is_null(json))
		return 0;
	status = reader_fields(reader, json, &fields_of_profile, profile, profile_parts, target);
	if (status == 0 && profile->samples == 0)
		status = reader_wrong_value(reader, "a profile needs samples");
	return status;
}

/* load_counters: loads the counted events of a case. */
#include "json_reader.h"
#include "loaders.h"

#include <stdlib.h>

static int read_events(struct reader *reader, const json_t *json, struct load_target *target)
{
	struct result_counters *counters = &target->item->counters;
	int status = 0;

	if (!json_is_array(json))
		return reader_wrong_type(reader, "a list", json);
	counters->events = calloc(json_array_size(json) + 1, sizeof(*counters->events));
	if (!counters->events)
		return reader_out_of_memory(reader);
	for (size_t i = 0; i < json_array_size(json) && status == 0; i++) {
		struct result_counter *event = &counters->events[counters->event_count++];
		size_t length = reader_enter_item(reader, i);

		fields_clear(&fields_of_counter, event);
		status = reader_fields(reader, json_array_get(json, i), &fields_of_counter, event,
				       NULL, target);
		reader_leave(reader, length, status);
	}
	return status;
}

static const struct part counters_parts[] = {{"events", read_events}, {NULL, NULL}};

int load_counters(struct reader *reader, const json_t *json, struct load_target *target)
{
	if (json_is_null(json))
		return 0;
	return reader_fields(reader, json, &fields_of_counters, &target->item->counters,
			     counters_parts, target);
}

/* doctor: from the facts about this machine to their diagnosis. */
#include "diagnosis.h"
#include "stability.h"

#include "procbench/sys/clock.h"
#include "procbench/sys/host.h"

#include <string.h>
#include <sys/auxv.h>

/* The reason why it could not be measured stands with each of its facts. */
static int add_reasons(const char *reason, struct facts *missing)
{
	static const struct facts none;
	int status = 0;

	for (size_t i = 0; i < check_measured_count; i++)
		status |=
			facts_add(missing, check_judge(check_count + i, &none, &none).name, reason);
	return status;
}

static int measure_stability(struct diagnosis *diagnosis)
{
	struct stability_windows windows;

	diagnosis->count += check_measured_count;
	if (stability_measure(&windows, &diagnosis->failure) < 0)
		return add_reasons(diagnosis->failure.text, &diagnosis->missing);
	return stability_add_facts(&windows, &diagnosis->facts);
}

int doctor_diagnose(struct diagnosis *diagnosis, bool measure)
{
	int status;

	clock_open(getauxval(AT_SYSINFO_EHDR)); /* its cost is one of the facts */
	status = host_describe(&diagnosis->facts, &diagnosis->missing);
	if (status == 0)
		status = host_watch(&diagnosis->facts, &diagnosis->missing);
	diagnosis->count = check_count;
	if (status == 0 && measure)
		status = measure_stability(diagnosis);
	for (size_t i = 0; i < diagnosis->count && status == 0; i++)
		diagnosis->counts[diagnosis_finding(diagnosis, i).verdict]++;
	return status;
}

void doctor_free(struct diagnosis *diagnosis)
{
	facts_free(&diagnosis->facts);
	facts_free(&diagnosis->missing);
}

struct finding diagnosis_finding(const struct diagnosis *diagnosis, size_t index)
{
	return check_judge(index, &diagnosis->facts, &diagnosis->missing);
}

static const struct {
	const char *format;
	diagnosis_writer *write;
} writers[] = {
	{"table", diagnosis_write_table},
	{"csv", diagnosis_write_csv},
	{"json", diagnosis_write_json},
};

diagnosis_writer *doctor_writer(const char *format)
{
	for (size_t i = 0; i < sizeof(writers) / sizeof(writers[0]); i++)
		if (strcmp(writers[i].format, format) == 0)
			return writers[i].write;
	return NULL;
}

/* doctor: from the facts about this machine to their diagnosis. */
#include "diagnosis.h"

#include "procbench/sys/clock.h"
#include "procbench/sys/host.h"

#include <string.h>
#include <sys/auxv.h>

int doctor_diagnose(struct diagnosis *diagnosis)
{
	int status;

	clock_open(getauxval(AT_SYSINFO_EHDR)); /* whose cost is among the facts */
	status = host_describe(&diagnosis->facts, &diagnosis->missing);
	if (status == 0)
		status = host_watch(&diagnosis->facts, &diagnosis->missing);
	for (size_t i = 0; i < check_count && status == 0; i++)
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

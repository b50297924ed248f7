/* doctor: find sources of measurement noise. */
#include "output.h"
#include "verbs.h"

#include "procbench/doctor/doctor.h"

static int write_diagnosis(const struct config *config, diagnosis_writer *write)
{
	struct diagnosis diagnosis = {0};
	struct text out = {0};
	int status = doctor_diagnose(&diagnosis, config->measure);

	if (diagnosis.failure.code) {
		error_prefix(&diagnosis.failure, "the stability was not measured");
		output_error(diagnosis.failure.text);
	}
	if (status == 0)
		status = write(&diagnosis, output_style(config->color).color, &out);
	out.failed = out.failed || status < 0; /* which output_finish() reports */
	status = config->strict && diagnosis.counts[CHECK_PROBLEM] > 0 ? EXIT_PROBLEM
								       : EXIT_MEASURED;
	doctor_free(&diagnosis);
	return output_finish(&out, status);
}

int verb_doctor(const struct config *config)
{
	diagnosis_writer *write = doctor_writer(config->format);

	if (config->operand_count > 1)
		return output_error("'doctor' takes no arguments"), EXIT_USAGE;
	return write_diagnosis(config, write);
}

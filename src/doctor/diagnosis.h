/*
 * diagnosis: what its writers share.
 */
#ifndef PROCBENCH_DOCTOR_DIAGNOSIS_H
#define PROCBENCH_DOCTOR_DIAGNOSIS_H

#include "procbench/doctor/checks.h"
#include "procbench/doctor/doctor.h"

/* What check `index` found. */
struct finding diagnosis_finding(const struct diagnosis *diagnosis, size_t index);

diagnosis_writer diagnosis_write_table;
diagnosis_writer diagnosis_write_csv;
diagnosis_writer diagnosis_write_json;

#endif

/* json_fits: the fits of a result and where they cross. */
#ifndef PROCBENCH_SRC_REPORT_JSON_FITS_H
#define PROCBENCH_SRC_REPORT_JSON_FITS_H

#include "procbench/render/jsons.h"
#include "procbench/result/result.h"

json_t *json_fits(struct jsons *jsons, const struct result *result);
json_t *json_crossovers(struct jsons *jsons, const struct result *result);

#endif

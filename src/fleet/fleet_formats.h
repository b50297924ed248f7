/* fleet_formats: the writers of a fleet. */
#ifndef PROCBENCH_SRC_FLEET_FLEET_FORMATS_H
#define PROCBENCH_SRC_FLEET_FLEET_FORMATS_H

#include "procbench/fleet/fleet.h"

fleet_writer fleet_write_table;
fleet_writer fleet_write_csv;
fleet_writer fleet_write_json;
fleet_writer fleet_write_markdown;
fleet_writer fleet_write_html;

#endif

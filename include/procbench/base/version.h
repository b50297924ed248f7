/* version: the one place that says which procbench this is. */
#ifndef PROCBENCH_BASE_VERSION_H
#define PROCBENCH_BASE_VERSION_H

#define PROCBENCH_VERSION "0.1.0"

/* When it was, or is to be, released, as manuals write it. */
#define PROCBENCH_DATE "November 25, 2026"

#endif

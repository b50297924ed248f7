/* field_rows: how the tables of fields write their rows. */
#ifndef PROCBENCH_RESULT_FIELD_ROWS_H
#define PROCBENCH_RESULT_FIELD_ROWS_H

#include <stddef.h>

#define REQUIRED true
#define OPTIONAL false

/* Values that are not scalar: writer, loader and schema handle them one by one. */
#define PART(name, needed)                        \
	{                                         \
		name, FIELD_PART, 0, needed, NULL \
	}

#define LIST(name, array)                                       \
	{                                                       \
		name, array, sizeof(array) / sizeof((array)[0]) \
	}

#endif

/* human: human-readable numbers in suitable units. */
#include "procbench/render/human.h"

#include <math.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#define UNITS 4

struct human_unit human_unit_for(enum quantity quantity, double ns)
{
	static const struct human_unit units[QUANTITY_COUNT][UNITS] = {
		[QUANTITY_TIME] = {{"s", 1e9}, {"ms", 1e6}, {"us", 1e3}, {"ns", 1}},
		[QUANTITY_INSTRUCTIONS] = {{"G insns", 1e9},
					   {"M insns", 1e6},
					   {"k insns", 1e3},
					   {"insns", 1}},
	};
	const struct human_unit *unit = units[quantity];

	while (unit->ns > 1 && !(isfinite(ns) && fabs(ns) >= unit->ns))
		unit++;
	return *unit;
}

/* How many decimals give a number that many significant digits, none where it has enough. */
static int human_decimals(double number, int digits)
{
	double limit = 10 - 5 * pow(10, -digits); /* rounds to one more digit before the point */
	int before = 1;

	for (double rest = fabs(number); rest >= limit && before < digits; rest /= 10)
		before++;
	/* leading zeros are not significant; values near 0 get a limited number of them */
	for (double rest = fabs(number); rest > 0 && rest * 10 < limit && before > -2; rest *= 10)
		before--;
	return digits - before;
}

void human_add_number(struct text *out, double number, int digits)
{
	if (isfinite(number))
		text_printf(out, "%.*f", human_decimals(number, digits), number);
}

void human_add_amount(struct text *out, enum quantity quantity, double ns, int digits)
{
	struct human_unit unit = human_unit_for(quantity, ns);

	if (!isfinite(ns))
		return;
	human_add_number(out, ns / unit.ns, digits);
	text_printf(out, " %s", unit.name);
}

void human_add_time(struct text *out, double ns, int digits)
{
	human_add_amount(out, QUANTITY_TIME, ns, digits);
}

void human_add_range(struct text *out, double low, double high, int digits)
{
	human_add_number(out, low, digits);
	text_add(out, low < 0 || high < 0 ? " to " : "-");
	human_add_number(out, high, digits);
}

void human_add_bytes(struct text *out, double bytes)
{
	static const char *const units[] = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
	size_t unit = 0;

	for (; bytes >= 1024 && unit + 1 < COUNT(units); unit++)
		bytes /= 1024;
	text_printf(out, unit ? "%.1f %s" : "%.0f %s", bytes, units[unit]);
}

/* units: parsing and formatting of numbers with units. */
#include "procbench/base/units.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct scale {
	const char *suffix;
	uint64_t factor;
};

static const struct scale byte_scales[] = {
	{"T", UINT64_C(1) << 40}, {"G", 1 << 30}, {"M", 1 << 20}, {"K", 1 << 10}, {"", 1}};
static const struct scale count_scales[] = {
	{"G", 1000000000}, {"M", 1000000}, {"k", 1000}, {"", 1}};
static const struct scale time_scales[] = {
	{"s", 1000000000}, {"ms", 1000000}, {"us", 1000}, {"", 1000000000}};

#define SCALES(table) table, sizeof(table) / sizeof((table)[0])

static const struct scale *scale_of(const char *suffix, const struct scale *scales, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(suffix, scales[i].suffix) == 0)
			return &scales[i];
	return NULL;
}

/*
 * Multiplies digits with an optional fraction by a factor: -ERANGE on overflow, -EINVAL if the
 * product is not an integer.
 */
static int scale_exactly(const char *digits, uint64_t factor, uint64_t *value)
{
	unsigned __int128 number = 0, parts = 1;
	bool in_fraction = false;

	for (; (*digits >= '0' && *digits <= '9') || *digits == '.'; digits++) {
		if (*digits == '.') {
			in_fraction = true;
			continue;
		}
		number = 10 * number + (unsigned)(*digits - '0');
		parts *= in_fraction ? 10 : 1;
		if (number > UINT64_MAX || parts > UINT64_MAX)
			return -ERANGE;
	}
	number *= factor;
	if (number % parts != 0)
		return -EINVAL;
	*value = (uint64_t)(number / parts);
	return number / parts > UINT64_MAX ? -ERANGE : 0;
}

/* A number with one of the suffixes; the product must be an integer. */
static int read_scaled(const char *string, const char *what, const struct scale *scales, size_t n,
		       uint64_t *value, struct error *error)
{
	size_t length = strspn(string, "0123456789");
	const struct scale *scale;
	uint64_t scaled;
	int status;

	if (length == 0)
		return error_set(error, EINVAL, "invalid value '%s' (expected %s)", string, what);
	if (string[length] == '.' && isdigit((unsigned char)string[length + 1]))
		length += 1 + strspn(string + length + 1, "0123456789");
	scale = scale_of(string + length, scales, n);
	if (!scale)
		return error_set(error, EINVAL, "unknown unit '%s' in '%s' (expected %s)",
				 string + length, string, what);
	status = scale_exactly(string, scale->factor, &scaled);
	if (status == -ERANGE)
		return error_set(error, ERANGE, "'%s' is too large", string);
	if (status < 0)
		return error_set(error, EINVAL, "'%s' is not a whole number", string);
	*value = scaled;
	return 0;
}

int units_read_bytes(const char *string, uint64_t *bytes, struct error *error)
{
	static const char what[] = "a size such as 4096, 64K, 1M or 4G";
	size_t length = strlen(string);
	char digits[64];

	/* "64MiB" is "64M" */
	if (length > 3 && length < sizeof(digits) && strcmp(string + length - 2, "iB") == 0 &&
	    strchr("KMGT", string[length - 3])) {
		snprintf(digits, sizeof(digits), "%.*s", (int)length - 2, string);
		string = digits;
	}
	return read_scaled(string, what, SCALES(byte_scales), bytes, error);
}

int units_read_count(const char *string, uint64_t *count, struct error *error)
{
	return read_scaled(string, "a count such as 100, 10k or 1M", SCALES(count_scales), count,
			   error);
}

/*
 * Digits with an optional fraction. Everything else that strtod() accepts is rejected: signs,
 * exponents, "inf" and hexadecimal.
 */
static bool read_decimal(const char *string, double *number, const char **end)
{
	size_t length = strspn(string, "0123456789");
	char *stop;

	if (length == 0)
		return false;
	if (string[length] == '.')
		length += 1 + strspn(string + length + 1, "0123456789");
	*number = strtod(string, &stop);
	*end = stop;
	return stop == string + length && isfinite(*number);
}

int units_read_time(const char *string, uint64_t *ns, struct error *error)
{
	const struct scale *scale;
	const char *end;
	double number;

	if (!read_decimal(string, &number, &end))
		return error_set(error, EINVAL,
				 "invalid value '%s' (expected a time such as 500us, 20ms or 5s)",
				 string);
	scale = scale_of(end, SCALES(time_scales));
	if (!scale)
		return error_set(
			error, EINVAL,
			"unknown unit '%s' in '%s' (expected a time such as 500us, 20ms or 5s)",
			end, string);
	number *= (double)scale->factor;
	if (number < 1 || number > 1e18)
		return error_set(error, ERANGE, "'%s' is out of range (expected 1 ns to 30 years)",
				 string);
	*ns = (uint64_t)llround(number);
	return 0;
}

int units_read_margin(const char *string, double *fraction, struct error *error)
{
	const char *end;
	double number;

	if (!read_decimal(string, &number, &end) || (strcmp(end, "%") != 0 && *end != '\0'))
		return error_set(error, EINVAL,
				 "invalid value '%s' (expected a percentage such as 1%%)", string);
	if (!(number >= 0 && number <= 100))
		return error_set(error, ERANGE, "'%s' is out of range (expected 0%% to 100%%)",
				 string);
	*fraction = number / 100;
	return 0;
}

int units_read_percent(const char *string, double *fraction, struct error *error)
{
	double number;
	int status = units_read_margin(string, &number, error);

	if (status == -ERANGE || (status == 0 && number == 0))
		return error_set(error, ERANGE,
				 "'%s' is out of range (expected more than 0%%, at most 100%%)",
				 string);
	if (status == 0)
		*fraction = number;
	return status;
}

/* Uses the largest unit that divides the value. */
static void add_scaled(struct text *text, uint64_t value, const struct scale *scales, size_t n)
{
	size_t i = 0;

	while (i + 1 < n && (value == 0 || value % scales[i].factor != 0))
		i++;
	text_printf(text, "%" PRIu64 "%s", value / scales[i].factor, scales[i].suffix);
}

void units_add_bytes(struct text *text, uint64_t bytes)
{
	add_scaled(text, bytes, SCALES(byte_scales));
}

void units_add_count(struct text *text, uint64_t count)
{
	add_scaled(text, count, SCALES(count_scales));
}

void units_add_time(struct text *text, uint64_t ns)
{
	unsigned int fraction = (unsigned int)(ns % 1000);
	int digits = 3;

	if (fraction == 0) {
		add_scaled(text, ns, time_scales, 3);
		return;
	}
	for (; fraction % 10 == 0; fraction /= 10)
		digits--;
	text_printf(text, "%" PRIu64 ".%0*uus", ns / 1000, digits, fraction);
}

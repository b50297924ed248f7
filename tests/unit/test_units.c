/* test_units: what the readers of numbers take and refuse, and that they read what is written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <string.h>

#include "near.h"
#include "procbench/base/units.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#define NOT_A_SIZE  " (expected a size such as 4096, 64K, 1M or 4G)"
#define NOT_A_COUNT " (expected a count such as 100, 10k or 1M)"
#define NOT_A_TIME  " (expected a time such as 500us, 20ms or 5s)"
#define NOT_A_SHARE " (expected a percentage such as 1%)"
#define NOT_IN_TIME " is out of range (expected 1 ns to 30 years)"
#define NOT_IN_100  " is out of range (expected more than 0%, at most 100%)"

typedef int reader(const char *string, uint64_t *value, struct error *error);

struct good {
	const char *string;
	uint64_t value;
};

struct bad {
	const char *string;
	int code;
	const char *text;
};

static void check_good(reader *read, const struct good *cases, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct error error = {0};
		uint64_t value = 77;

		if (read(cases[i].string, &value, &error) != 0)
			fail_msg("'%s': %s", cases[i].string, error.text);
		if (value != cases[i].value)
			fail_msg("'%s' is read as %llu", cases[i].string,
				 (unsigned long long)value);
	}
}

static void check_bad(reader *read, const struct bad *cases, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct error error = {0};
		uint64_t value = 77;

		if (read(cases[i].string, &value, &error) != -cases[i].code)
			fail_msg("'%s' is taken, or its code is %d", cases[i].string, error.code);
		assert_int_equal(error.code, cases[i].code);
		assert_string_equal(error.text, cases[i].text);
		assert_int_equal(value, 77); /* the whole string or nothing */
	}
}

static const struct good good_bytes[] = {
	{"0", 0},
	{"00", 0},
	{"1", 1},
	{"4096", 4096},
	{"1K", 1024},
	{"1M", 1048576},
	{"1G", 1073741824},
	{"0G", 0},
	{"1MiB", 1048576},
	{"1.5G", 1610612736},
	{"1.5GiB", 1610612736},
	{"0.5K", 512},
	{"1.0", 1},
	{"99T", 108851651149824},
	{"16777215T", 18446742974197923840u},
	{"18446744073709551615", UINT64_MAX},
	{"17179869183G", 18446744072635809792u},
};

static const struct bad bad_bytes[] = {
	{"", EINVAL, "invalid value ''" NOT_A_SIZE},
	{"-5", EINVAL, "invalid value '-5'" NOT_A_SIZE},
	{"+5", EINVAL, "invalid value '+5'" NOT_A_SIZE},
	{" 5", EINVAL, "invalid value ' 5'" NOT_A_SIZE},
	{"G", EINVAL, "invalid value 'G'" NOT_A_SIZE},
	{"inf", EINVAL, "invalid value 'inf'" NOT_A_SIZE},
	{"nan", EINVAL, "invalid value 'nan'" NOT_A_SIZE},
	{"10x", EINVAL, "unknown unit 'x' in '10x'" NOT_A_SIZE},
	{"1k", EINVAL, "unknown unit 'k' in '1k'" NOT_A_SIZE},
	{"1KB", EINVAL, "unknown unit 'KB' in '1KB'" NOT_A_SIZE},
	{"1 G", EINVAL, "unknown unit ' G' in '1 G'" NOT_A_SIZE},
	{"5 ", EINVAL, "unknown unit ' ' in '5 '" NOT_A_SIZE},
	{"1.3K", EINVAL, "'1.3K' is not a whole number"},
	{"0.5", EINVAL, "'0.5' is not a whole number"},
	{"1.G", EINVAL, "unknown unit '.G' in '1.G'" NOT_A_SIZE},
	{"1.5.5G", EINVAL, "unknown unit '.5G' in '1.5.5G'" NOT_A_SIZE},
	{"1iB", EINVAL, "unknown unit 'iB' in '1iB'" NOT_A_SIZE},
	{"MiB", EINVAL, "invalid value 'MiB'" NOT_A_SIZE},
	{"1Mi", EINVAL, "unknown unit 'Mi' in '1Mi'" NOT_A_SIZE},
	{"16777216T", ERANGE, "'16777216T' is too large"},
	{"0.00000000000000000001T", ERANGE, "'0.00000000000000000001T' is too large"},
	{"1e3", EINVAL, "unknown unit 'e3' in '1e3'" NOT_A_SIZE},
	{"0x10", EINVAL, "unknown unit 'x10' in '0x10'" NOT_A_SIZE},
	{"18446744073709551616", ERANGE, "'18446744073709551616' is too large"},
	{"17179869184G", ERANGE, "'17179869184G' is too large"},
	{"99999999999999999999G", ERANGE, "'99999999999999999999G' is too large"},
};

static const struct good good_counts[] = {
	{"0", 0},
	{"100", 100},
	{"007", 7},
	{"10k", 10000},
	{"1M", 1000000},
	{"1.5k", 1500},
	{"18446744073709551615", UINT64_MAX},
	{"18446744073709M", 18446744073709000000u},
};

static const struct bad bad_counts[] = {
	{"", EINVAL, "invalid value ''" NOT_A_COUNT},
	{"-5", EINVAL, "invalid value '-5'" NOT_A_COUNT},
	{"k", EINVAL, "invalid value 'k'" NOT_A_COUNT},
	{"inf", EINVAL, "invalid value 'inf'" NOT_A_COUNT},
	{"10x", EINVAL, "unknown unit 'x' in '10x'" NOT_A_COUNT},
	{"1K", EINVAL, "unknown unit 'K' in '1K'" NOT_A_COUNT},
	{"1T", EINVAL, "unknown unit 'T' in '1T'" NOT_A_COUNT},
	{"1e3", EINVAL, "unknown unit 'e3' in '1e3'" NOT_A_COUNT},
	{"0x10", EINVAL, "unknown unit 'x10' in '0x10'" NOT_A_COUNT},
	{"0.5", EINVAL, "'0.5' is not a whole number"},
	{"18446744073709551616", ERANGE, "'18446744073709551616' is too large"},
	{"18446744073710M", ERANGE, "'18446744073710M' is too large"},
};

static const struct good good_times[] = {
	{"5", 5000000000},   {"5s", 5000000000}, {"0.5s", 500000000},
	{"0.5", 500000000},  {"20ms", 20000000}, {"500us", 500000},
	{"0.5us", 500},      {"0.001us", 1},     {"1.234us", 1234},
	{"1.s", 1000000000}, {"0.000000001", 1}, {"1000000000s", 1000000000000000000},
};

static const struct bad bad_times[] = {
	{"", EINVAL, "invalid value ''" NOT_A_TIME},
	{"s", EINVAL, "invalid value 's'" NOT_A_TIME},
	{"-5", EINVAL, "invalid value '-5'" NOT_A_TIME},
	{".5s", EINVAL, "invalid value '.5s'" NOT_A_TIME},
	{"inf", EINVAL, "invalid value 'inf'" NOT_A_TIME},
	{"nan", EINVAL, "invalid value 'nan'" NOT_A_TIME},
	{"1e3", EINVAL, "invalid value '1e3'" NOT_A_TIME},
	{"1E3s", EINVAL, "invalid value '1E3s'" NOT_A_TIME},
	{"1.5e3s", EINVAL, "invalid value '1.5e3s'" NOT_A_TIME},
	{"0x10", EINVAL, "invalid value '0x10'" NOT_A_TIME},
	{"0X10", EINVAL, "invalid value '0X10'" NOT_A_TIME},
	{"10x", EINVAL, "unknown unit 'x' in '10x'" NOT_A_TIME},
	{"5 s", EINVAL, "unknown unit ' s' in '5 s'" NOT_A_TIME},
	{"5ns", EINVAL, "unknown unit 'ns' in '5ns'" NOT_A_TIME},
	{"5m", EINVAL, "unknown unit 'm' in '5m'" NOT_A_TIME},
	{"1.2.3s", EINVAL, "unknown unit '.3s' in '1.2.3s'" NOT_A_TIME},
	{"0", ERANGE, "'0'" NOT_IN_TIME},
	{"0s", ERANGE, "'0s'" NOT_IN_TIME},
	{"0.0001us", ERANGE, "'0.0001us'" NOT_IN_TIME},
	{"1000000001s", ERANGE, "'1000000001s'" NOT_IN_TIME},
	{"18446744073709551616", ERANGE, "'18446744073709551616'" NOT_IN_TIME},
};

static void test_bytes(void **state)
{
	(void)state;
	check_good(units_read_bytes, good_bytes, COUNT(good_bytes));
	check_bad(units_read_bytes, bad_bytes, COUNT(bad_bytes));
}

static void test_counts(void **state)
{
	(void)state;
	check_good(units_read_count, good_counts, COUNT(good_counts));
	check_bad(units_read_count, bad_counts, COUNT(bad_counts));
}

static void test_times(void **state)
{
	(void)state;
	check_good(units_read_time, good_times, COUNT(good_times));
	check_bad(units_read_time, bad_times, COUNT(bad_times));
}

/* More digits than a double can hold. */
static void test_endless_time(void **state)
{
	char digits[401];
	struct error error = {0};
	uint64_t ns;

	(void)state;
	memset(digits, '9', sizeof(digits) - 1);
	digits[sizeof(digits) - 1] = '\0';
	assert_int_equal(units_read_time(digits, &ns, &error), -EINVAL);
	assert_non_null(strstr(error.text, "9'" NOT_A_TIME));
}

struct good_percent {
	const char *string;
	double fraction;
};

static const struct good_percent good_percents[] = {
	{"1%", 0.01},  {"1", 0.01},        {"0.5%", 0.005},  {"2", 0.02},
	{"100%", 1.0}, {"99.99%", 0.9999}, {"0.001%", 1e-5},
};

static const struct bad bad_percents[] = {
	{"", EINVAL, "invalid value ''" NOT_A_SHARE},
	{"%", EINVAL, "invalid value '%'" NOT_A_SHARE},
	{"-1%", EINVAL, "invalid value '-1%'" NOT_A_SHARE},
	{"inf", EINVAL, "invalid value 'inf'" NOT_A_SHARE},
	{"nan", EINVAL, "invalid value 'nan'" NOT_A_SHARE},
	{"1e1", EINVAL, "invalid value '1e1'" NOT_A_SHARE},
	{"0x10", EINVAL, "invalid value '0x10'" NOT_A_SHARE},
	{"0X10%", EINVAL, "invalid value '0X10%'" NOT_A_SHARE},
	{"1%%", EINVAL, "invalid value '1%%'" NOT_A_SHARE},
	{"1 %", EINVAL, "invalid value '1 %'" NOT_A_SHARE},
	{"10x", EINVAL, "invalid value '10x'" NOT_A_SHARE},
	{"0%", ERANGE, "'0%'" NOT_IN_100},
	{"0.0", ERANGE, "'0.0'" NOT_IN_100},
	{"101%", ERANGE, "'101%'" NOT_IN_100},
	{"100.0001%", ERANGE, "'100.0001%'" NOT_IN_100},
};

static void test_percents(void **state)
{
	struct error error = {0};
	double fraction;

	(void)state;
	for (size_t i = 0; i < COUNT(good_percents); i++) {
		assert_int_equal(units_read_percent(good_percents[i].string, &fraction, &error), 0);
		assert_near(fraction, good_percents[i].fraction, 1e-15);
	}
	for (size_t i = 0; i < COUNT(bad_percents); i++) {
		fraction = 77;
		assert_int_equal(units_read_percent(bad_percents[i].string, &fraction, &error),
				 -bad_percents[i].code);
		assert_int_equal(error.code, bad_percents[i].code);
		assert_string_equal(error.text, bad_percents[i].text);
		assert_same(fraction, 77);
	}
}

typedef void writer(struct text *text, uint64_t value);

struct written {
	writer *add;
	uint64_t value;
	const char *string;
};

static const struct written written_cases[] = {
	{units_add_bytes, 0, "0"},
	{units_add_bytes, 1, "1"},
	{units_add_bytes, 1023, "1023"},
	{units_add_bytes, 1024, "1K"},
	{units_add_bytes, 1536, "1536"},
	{units_add_bytes, 1025 * 1024, "1025K"},
	{units_add_bytes, 1073741824, "1G"},
	{units_add_bytes, UINT64_MAX, "18446744073709551615"},
	{units_add_count, 0, "0"},
	{units_add_count, 999, "999"},
	{units_add_count, 1000, "1k"},
	{units_add_count, 1500, "1500"},
	{units_add_count, 1500000, "1500k"},
	{units_add_count, 3000000, "3M"},
	{units_add_time, 1, "0.001us"},
	{units_add_time, 1500, "1.5us"},
	{units_add_time, 1050, "1.05us"},
	{units_add_time, 12345, "12.345us"},
	{units_add_time, 500000, "500us"},
	{units_add_time, 20000000, "20ms"},
	{units_add_time, 1500000000, "1500ms"},
	{units_add_time, 10000000000, "10s"},
	{units_add_time, 123456789012345, "123456789012.345us"},
};

static void test_written(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(written_cases); i++) {
		struct text text = {0};

		text_add(&text, "=");
		written_cases[i].add(&text, written_cases[i].value);
		assert_string_equal(text_string(&text) + 1, written_cases[i].string);
		text_free(&text);
	}
}

static void check_round_trip(writer *add, reader *read, uint64_t value)
{
	struct text text = {0};
	struct error error = {0};
	uint64_t again = 0;

	add(&text, value);
	if (read(text_string(&text), &again, &error) != 0 || again != value)
		fail_msg("%llu is written as %s, read as %llu", (unsigned long long)value,
			 text_string(&text), (unsigned long long)again);
	text_free(&text);
}

/* Powers of two and of ten and their neighbours, and multiples of every unit. */
static void test_round_trips(void **state)
{
	(void)state;
	for (uint64_t base = 2; base <= 10; base += 8)
		for (uint64_t power = 1; power <= UINT64_MAX / base; power *= base)
			for (uint64_t value = power * 3 - 1; value <= power * 3 + 1; value++) {
				check_round_trip(units_add_bytes, units_read_bytes, value);
				check_round_trip(units_add_count, units_read_count, value);
				if (value < 1000000000000000) /* 11 days: past any use */
					check_round_trip(units_add_time, units_read_time, value);
			}
}

static void a_margin_may_be_0(void **state)
{
	struct error error = {0};
	double fraction = -1;

	(void)state;
	assert_int_equal(units_read_margin("0", &fraction, &error), 0);
	assert_true(fraction == 0);
	assert_int_equal(units_read_margin("2.5%", &fraction, &error), 0);
	assert_true(fraction == 0.025);
	assert_int_equal(units_read_margin("101%", &fraction, &error), -ERANGE);
	assert_string_equal(error.text, "'101%' is out of range (expected 0% to 100%)");
	assert_int_equal(units_read_margin("-1", &fraction, &error), -EINVAL);
	assert_true(fraction == 0.025);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bytes),       cmocka_unit_test(test_counts),
		cmocka_unit_test(test_times),       cmocka_unit_test(test_endless_time),
		cmocka_unit_test(test_percents),    cmocka_unit_test(test_written),
		cmocka_unit_test(test_round_trips), cmocka_unit_test(a_margin_may_be_0),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* test_ranges: many values of a numeric key in few characters. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "procbench/base/ranges.h"

#include <errno.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct {
	enum key key;
	const char *list;
	const char *written; /* out */
} good[] = {
	{KEY_RSS, "1M..4G*4", "1M,4M,16M,64M,256M,1G,4G"},
	{KEY_RSS, "1M..1G*4", "1M,4M,16M,64M,256M,1G"},
	{KEY_RSS, "1M..5M*2", "1M,2M,4M"},
	{KEY_RSS, "1M..3M+1M", "1M,2M,3M"},
	{KEY_RSS, "512K..2048K*2", "512K,1M,2M"},
	{KEY_RSS, "0,1M..4M*2,1G", "0,1M,2M,4M,1G"},
	{KEY_RSS, "64M..64M*2", "64M"},
	{KEY_RSS, "1M,16M", "1M,16M"},
	{KEY_RSS, "1024K", "1024K"}, /* what is no range is the key's to read */
	{KEY_RSS, "", ""},
	{KEY_RSS, "1M,", "1M,"},
	{KEY_FDS, "0..1000+250", "0,250,500,750,1k"},
	{KEY_FDS, "1..1k*10", "1,10,100,1k"},
	{KEY_FDS, "0..2k+1k", "0,1k,2k"},
	{KEY_VMAS, "18446744073709551614..18446744073709551615+1",
	 "18446744073709551614,18446744073709551615"},
	{KEY_VMAS, "9223372036854775808..18446744073709551615*2", "9223372036854775808"},
	{KEY_EXEC, "../a..b*2,/c", "../a..b*2,/c"},
};

static void ranges_are_written_out(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(good); i++) {
		struct error error = {0};
		char *list = ranges_expand(good[i].key, good[i].list, &error);

		assert_non_null(list);
		assert_string_equal(list, good[i].written);
		free(list);
	}
}

static const struct {
	enum key key;
	const char *list;
	int code;
	const char *text;
} bad[] = {
	{KEY_RSS, "1M..4G", EINVAL,
	 "range '1M..4G': no step (write 1M..4G+N to add or 1M..4G*N to multiply)"},
	{KEY_RSS, "4M..1M*2", EINVAL, "range '4M..1M*2': the start is above the end"},
	{KEY_RSS, "1M..4M*1", EINVAL, "range '1M..4M*1': the factor must be at least 2"},
	{KEY_RSS, "1M..4M*0", EINVAL, "range '1M..4M*0': the factor must be at least 2"},
	{KEY_FDS, "0..4*2", EINVAL,
	 "range '0..4*2': cannot multiply from 0 (write 0, a comma and a range that starts above "
	 "0)"},
	{KEY_FDS, "0..4+0", EINVAL, "range '0..4+0': the step must not be 0"},
	{KEY_FDS, "1..256+1,0..256+1", E2BIG, "range '0..256+1': more than 256 values"},
	{KEY_RSS, "..4M*2", EINVAL,
	 "range '..4M*2': invalid value '' (expected a size such as 4096, 64K, 1M or 4G)"},
	{KEY_RSS, "1M..*2", EINVAL,
	 "range '1M..*2': invalid value '' (expected a size such as 4096, 64K, 1M or 4G)"},
	{KEY_RSS, "1M..4M*", EINVAL,
	 "range '1M..4M*': invalid value '' (expected a count such as 100, 10k or 1M)"},
	{KEY_RSS, "1M..2M..4M*2", EINVAL,
	 "range '1M..2M..4M*2': unknown unit 'M..4M' in '2M..4M' (expected a size such as 4096, "
	 "64K, 1M or 4G)"},
	{KEY_FDS, "1..4*2*2", EINVAL,
	 "range '1..4*2*2': unknown unit '*2' in '2*2' (expected a count such as 100, 10k or 1M)"},
};

static void what_leads_nowhere_is_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct error error = {0};

		assert_null(ranges_expand(bad[i].key, bad[i].list, &error));
		assert_int_equal(error.code, bad[i].code);
		assert_string_equal(error.text, bad[i].text);
	}
}

static void the_most_values_are_taken(void **state)
{
	struct error error = {0};
	char *list = ranges_expand(KEY_FDS, "1..256+1", &error);
	size_t commas = 0;

	(void)state;
	assert_non_null(list);
	for (const char *c = list; *c; c++)
		commas += *c == ',';
	assert_int_equal(commas, RANGES_MAX - 1);
	free(list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ranges_are_written_out),
		cmocka_unit_test(what_leads_nowhere_is_refused),
		cmocka_unit_test(the_most_values_are_taken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* measure: the main command: measures cases, saves and reports them. */
#include "measurement.h"
#include "output.h"
#include "verbs.h"

#include "procbench/base/suggest.h"
#include "procbench/methods/method.h"

#include <errno.h>
#include <string.h>

#define NAMES_MAX 128

/* The names of commands and methods. */
static size_t collect_names(const char *names[NAMES_MAX])
{
	size_t count = 0, methods;
	const struct method *const *list = method_list(&methods);

	for (size_t i = 0; i < verb_count && count < NAMES_MAX; i++)
		if (verb_table[i].name)
			names[count++] = verb_table[i].name;
	for (size_t i = 0; i < methods && count < NAMES_MAX; i++)
		names[count++] = list[i]->name;
	return count;
}

/* The first word may be a misspelt command as well as a misspelt method. */
static int check_first_word(const char *word, struct error *error)
{
	const char *names[NAMES_MAX];
	struct error unknown = {0};
	char phrase[96];

	if (word[strcspn(word, ":=, ")] != '\0' || method_find(word, strlen(word), &unknown))
		return 0;
	suggest_phrase(phrase, sizeof(phrase), word, names, collect_names(names));
	return error_set(error, EINVAL, "unknown method or command '%s'%s", word,
			 *phrase ? phrase : " (see 'procbench list' and 'procbench help')");
}

static int prepare(struct measurement *m, struct error *error)
{
	const struct plan_request request = measurement_request(m->config, 0);
	int status;

	if (request.spec_count == 0)
		return error_set(
			error, EINVAL,
			"no case given (expected methods, such as 'procbench fork vfork'; see "
			"'procbench --help')");
	if (check_first_word(request.specs[0], error) < 0)
		return -error->code;
	status = session_plan(&m->session, &request, error);
	return status == 0 ? measurement_prepare(m, error) : status;
}

int verb_measure(const struct config *config)
{
	struct measurement m = {.config = config};
	struct error error = {0};
	int status = prepare(&m, &error);

	if (status == 0)
		status = measurement_execute(&m, NULL, &error);
	status = status == 0 ? measurement_report(&m, measurement_judge(&m))
			     : measurement_fail(&m, &error);
	measurement_free(&m);
	return status;
}

/* labels: names of the machine and the run, by --label and --tag. */
#include "labels.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>

#define KEY_CHARACTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-"
#define COMMIT_TAG     "commit"

static size_t key_length(const char *tag)
{
	return strcspn(tag, "=");
}

static bool same_key(const char *a, const char *b)
{
	return key_length(a) == key_length(b) && memcmp(a, b, key_length(a)) == 0;
}

int labels_check(const struct config *config, struct error *error)
{
	const struct config_list *tags = &config->tags;

	if (config->label && !*config->label)
		return error_set(error, EINVAL,
				 "option '--label': empty value (expected a name, such as node7)");
	for (size_t i = 0; i < tags->count; i++) {
		const char *tag = tags->items[i];
		size_t length = key_length(tag);

		if (length == 0 || tag[length] != '=' || strspn(tag, KEY_CHARACTERS) != length)
			return error_set(
				error, EINVAL,
				"option '--tag': invalid value '%.80s' (expected KEY=VALUE, "
				"such as commit=1a2b3c; letters, digits and _.- in KEY)",
				tag);
		for (size_t k = 0; k < i; k++)
			if (same_key(tag, tags->items[k]))
				return error_set(error, EINVAL,
						 "option '--tag': '%.*s' is given twice",
						 (int)length, tag);
	}
	return 0;
}

/* Slurm names its nodes in the first, Kubernetes' users theirs in the second. */
static const char *label_of(const struct config *config, const struct utsname *host)
{
	static const char *const variables[] = {"SLURMD_NODENAME", "NODE_NAME"};

	if (config->label)
		return config->label;
	for (size_t i = 0; i < sizeof(variables) / sizeof(variables[0]); i++) {
		const char *value = getenv(variables[i]);

		if (value && *value)
			return value;
	}
	return host->nodename;
}

int labels_apply(const struct config *config, struct result *result, struct error *error)
{
	struct utsname host = {0};
	int status = 0;

	uname(&host);
	result->label = strdup(label_of(config, &host));
	for (size_t i = 0; i < config->tags.count && status == 0; i++)
		status = text_list_add(&result->tags, "%s", config->tags.items[i]);
	return status < 0 || !result->label ? error_no_memory(error) : 0;
}

static void add_plain(struct text *out, const char *part)
{
	for (; *part; part++)
		text_add_char(out, strchr(KEY_CHARACTERS, *part) ? *part : '-');
}

static const char *commit_of(const struct config *config)
{
	for (size_t i = 0; i < config->tags.count; i++)
		if (same_key(config->tags.items[i], COMMIT_TAG "="))
			return config->tags.items[i] + strlen(COMMIT_TAG "=");
	return NULL;
}

/* What is saved in the same microsecond gets a number, see outfile_open_new(). */
void labels_add_file_name(struct text *out, const struct config *config)
{
	const char *commit = commit_of(config);
	struct utsname host = {0};
	struct timespec now;
	struct tm utc;
	char date[32];

	uname(&host);
	clock_gettime(CLOCK_REALTIME, &now);
	strftime(date, sizeof(date), "%Y%m%dT%H%M%S", gmtime_r(&now.tv_sec, &utc));
	text_printf(out, "%s.%06ldZ-", date, now.tv_nsec / 1000);
	add_plain(out, label_of(config, &host));
	if (commit && *commit) {
		text_add_char(out, '-');
		add_plain(out, commit);
	}
	text_add(out, ".json");
}

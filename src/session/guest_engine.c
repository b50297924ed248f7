/* guest_engine: measures the cases of a plan in guests, one per kernel. */
#define _GNU_SOURCE
#include "guest_engine.h"

#include "advice.h"
#include "guest_command.h"
#include "guest_files.h"
#include "guest_merge.h"

#include "procbench/guest/guest.h"
#include "procbench/guest/guest_binary.h"
#include "procbench/guest/kernel_image.h"
#include "procbench/profile/profile.h"
#include "procbench/result/load.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct engine {
	struct session *session;
	const struct run_settings *settings;
	const struct run_control *control;
	const struct guest_arch *arch;
	char *binary; /* owned */
};

/* ---- one guest ---- */

static void show_last_lines(const struct engine *engine, const struct guest_answer *answer)
{
	const struct run_notice *notice = engine->control->notice;

	for (const char *line = text_string(&answer->last_lines); notice && *line;) {
		size_t length = strcspn(line, "\n");
		struct text shown = {0};

		text_add(&shown, "guest: ");
		text_add_bytes(&shown, line, length);
		if (length > 0)
			notice->tell(notice->context, text_string(&shown));
		text_free(&shown);
		line += length + (line[length] == '\n');
	}
}

/* A command that refuses its cases says why on standard error. */
static int check_command(const struct guest_answer *answer, struct error *error)
{
	const char *said = text_string(&answer->messages);

	if (answer->output.length > 0)
		return 0;
	if (WIFSIGNALED(answer->status))
		return error_set(error, GUEST_FAILED,
				 "procbench was ended by signal %d in the guest (it may need more "
				 "memory: use a larger --guest-memory)",
				 WTERMSIG(answer->status));
	return error_set(error, GUEST_FAILED, "in the guest: %.*s", (int)strcspn(said, "\n"), said);
}

static int take_profile(const struct engine *engine, struct result *part,
			const struct guest_answer *answer, struct error *error)
{
	const struct profile_source source = {
		.binary = engine->binary,
		.kallsyms = text_string(&answer->symbols),
		.counts = text_string(&answer->profile),
	};

	return profile_attach(part, &source, &engine->session->result.warnings, error);
}

static int take_answer(const struct engine *engine, const char *kernel,
		       const struct guest_answer *answer, struct error *error)
{
	struct result part;
	int status = check_command(answer, error);

	if (status < 0)
		return status;
	status = result_load_bytes(&part, "the guest's result", text_string(&answer->output),
				   answer->output.length, error);
	if (status == 0 && engine->session->guest->profile)
		status = take_profile(engine, &part, answer, error);
	if (status < 0)
		error->code = GUEST_FAILED;
	else
		status = guest_merge(engine->session, kernel, &part, error);
	result_free(&part);
	return status == 0 ? 0 : -error->code;
}

static int run_guest(const struct engine *engine, const char *kernel, char *const *command,
		     const struct guest_files *files, const char *path, struct error *error)
{
	const struct session_guest *guest = engine->session->guest;
	const struct guest_request request = {
		.arch = engine->arch,
		.kernel = path,
		.binary = engine->binary,
		.command = command,
		.files = files->items,
		.file_count = files->count,
		.folder = files->folder,
		.memory_bytes = guest->memory_bytes,
		.cpu = guest->cpu,
		.append = guest->append,
		.count = guest->count,
		.symbols = guest->profile,
		.add_plugin = guest->profile ? profile_plugin : NULL,
		.limit_ns = guest->limit_ns,
		.signal_fd = engine->control->signal_fd,
	};
	struct guest_answer answer;
	int status = guest_run(&request, &answer, error);

	if (status == 0)
		status = take_answer(engine, kernel, &answer, error);
	else if (status != -EINTR)
		show_last_lines(engine, &answer);
	guest_answer_free(&answer);
	return status;
}

static int measure_kernel(const struct engine *engine, const char *kernel, struct error *error)
{
	char *path = kernel_image_find(engine->arch, kernel, error);
	struct guest_command command = {0};
	struct guest_files files;
	int status;

	if (!path)
		return -error->code;
	status = guest_files_find(&files, &engine->session->plan, kernel, engine->arch, error);
	if (status == 0)
		status = guest_command_make(&command, engine->session, engine->settings, kernel,
					    error);
	if (status == 0)
		status = run_guest(engine, kernel, command.words, &files, path, error);
	guest_command_free(&command);
	guest_files_free(&files);
	free(path);
	return status;
}

/* ---- all guests ---- */

static bool is_first_of_kernel(const struct plan *plan, size_t number)
{
	const char *kernel = plan->cases[number].keys.text[KEY_KERNEL];

	for (size_t i = 0; i < number; i++)
		if (strcmp(plan->cases[i].keys.text[KEY_KERNEL], kernel) == 0)
			return false;
	return true;
}

static void show_progress(const struct engine *engine, size_t number)
{
	const struct run_progress *progress = engine->control->progress;
	const struct plan *plan = &engine->session->plan;

	if (progress)
		progress->show(progress->context, (double)number / (double)plan->count, 0,
			       plan->cases[number].spec);
}

static int measure_all(const struct engine *engine, struct error *error)
{
	const struct plan *plan = &engine->session->plan;
	int status = 0;

	for (size_t i = 0; i < plan->count && status == 0; i++) {
		if (!is_first_of_kernel(plan, i))
			continue;
		show_progress(engine, i);
		status = measure_kernel(engine, plan->cases[i].keys.text[KEY_KERNEL], error);
	}
	return status;
}

/* A guest that is emulated without counting would give neither a time nor a count. */
static int check_kvm(const struct engine *engine, struct error *error)
{
	const struct guest_arch *own = guest_arch_find(NULL, error);
	static const char device[] = "/dev/kvm";

	if (own != engine->arch)
		return error_set(error, GUEST_FAILED,
				 "guests of %s run only with --count on this machine",
				 engine->arch->name);
	if (access(device, R_OK | W_OK) == 0)
		return 0;
	return error_set(error, GUEST_FAILED,
			 "timing in a guest needs '%s': %s (count instructions with --count)",
			 device, strerror(errno));
}

static int open_engine(struct engine *engine, struct error *error)
{
	const struct session_guest *guest = engine->session->guest;

	engine->arch = guest_arch_find(guest->arch, error);
	if (!engine->arch)
		return -error->code;
	if (!guest->count && check_kvm(engine, error) < 0)
		return -error->code;
	if (!guest->binary)
		engine->binary = guest_binary_find(engine->arch, error);
	else if (guest_binary_check(engine->arch, guest->binary, error) == 0 &&
		 !(engine->binary = strdup(guest->binary)))
		error_no_memory(error);
	return engine->binary ? 0 : -error->code;
}

int guest_engine_measure(struct session *session, const struct run_settings *settings,
			 const struct run_control *control, struct error *error)
{
	struct engine engine = {session, settings, control, NULL, NULL};
	int status = open_engine(&engine, error);

	if (status == 0)
		status = guest_merge_begin(session, settings, error);
	if (status == 0)
		status = measure_all(&engine, error);
	if (status == 0)
		status = guest_merge_end(session, error);
	if (status == 0 && profile_check(&session->result) < 0)
		status = error_no_memory(error);
	free(engine.binary);
	return status;
}

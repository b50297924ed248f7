/* parts: what goes into a guest, and what comes out of it. */
#include "parts.h"

#include "frame.h"

#include <stdlib.h>
#include <string.h>

static const char *const folders[] = {"/dev", "/proc", "/sys", "/tmp"};

int parts_pack(struct initramfs *files, const struct guest_request *request, struct error *error)
{
	struct text command = {0};
	int status;

	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
		initramfs_add_folder(files, folders[i]);
	initramfs_add_device(files, "/dev/console", 5, 1);
	for (char *const *word = request->command; *word; word++)
		text_add_bytes(&command, *word, strlen(*word) + 1);
	initramfs_add_bytes(files, PARTS_COMMAND, 0600, text_string(&command), command.length);
	files->archive.failed = files->archive.failed || command.failed;
	text_free(&command);
	if (request->folder) {
		initramfs_add_folders(files, request->folder);
		initramfs_add_bytes(files, PARTS_FOLDER, 0600, request->folder,
				    strlen(request->folder));
	}
	initramfs_add_bytes(files, PARTS_SYMBOLS, 0600, request->symbols ? "1" : "0", 1);
	status = initramfs_add_file(files, PARTS_BINARY, request->binary, error);
	for (size_t i = 0; i < request->file_count && status == 0; i++)
		status = initramfs_add_file(files, request->files[i].path, request->files[i].from,
					    error);
	return status == 0 ? initramfs_end(files, error) : status;
}

void parts_add_answer(struct text *out, const struct guest_answer *answer)
{
	struct text status = {0};

	text_printf(&status, "%d", answer->status);
	frame_add(out, "output", text_string(&answer->output), answer->output.length);
	frame_add(out, "messages", text_string(&answer->messages), answer->messages.length);
	frame_add(out, "symbols", text_string(&answer->symbols), answer->symbols.length);
	frame_add(out, "status", text_string(&status), status.length);
	frame_add(out, FRAME_END, "", 0);
	text_free(&status);
}

static void take(struct guest_answer *answer, const struct frame *frame)
{
	if (strcmp(frame->name, "status") == 0)
		answer->status = (int)strtol(frame->bytes, NULL, 10);
	else if (strcmp(frame->name, "output") == 0)
		text_add_bytes(&answer->output, frame->bytes, frame->length);
	else if (strcmp(frame->name, "messages") == 0)
		text_add_bytes(&answer->messages, frame->bytes, frame->length);
	else if (strcmp(frame->name, "symbols") == 0)
		text_add_bytes(&answer->symbols, frame->bytes, frame->length);
}

int parts_unpack(struct guest_answer *answer, const struct text *console, struct error *error)
{
	struct frame frame = {0};
	size_t at = 0;
	int status;

	while ((status = frame_next(console, &at, &frame, error)) > 0) {
		if (strcmp(frame.name, FRAME_END) == 0)
			return answer->output.failed || answer->symbols.failed
				       ? error_no_memory(error)
				       : 0;
		take(answer, &frame);
	}
	if (status == 0)
		error_set(error, GUEST_FAILED, "it ended without an answer");
	error->code = GUEST_FAILED;
	error_prefix(error, "the guest failed");
	return -GUEST_FAILED;
}

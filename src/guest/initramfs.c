/* initramfs: the files of a guest, as the kernel unpacks them. */
#include "initramfs.h"

#include "procbench/base/text_file.h"

#include <stdint.h>
#include <string.h>
#include <sys/stat.h>

#define ALIGNMENT 4

#define FILE_BYTES_MAX ((size_t)256 << 20)

static void align(struct text *archive)
{
	while (archive->length % ALIGNMENT > 0 && !archive->failed)
		text_add_bytes(archive, "", 1);
}

struct entry {
	const char *path;
	mode_t mode;
	unsigned major, minor; /* of a device */
	const char *bytes;
	size_t length;
};

/* Each number of the header has 8 hexadecimal digits; the name counts with its NUL. */
static void add_entry(struct initramfs *files, const struct entry *entry)
{
	const char *name = entry->path + strspn(entry->path, "/");
	const unsigned header[] = {++files->count,
				   entry->mode,
				   0,
				   0,
				   1,
				   0,
				   (unsigned)entry->length,
				   0,
				   0,
				   entry->major,
				   entry->minor,
				   (unsigned)strlen(name) + 1,
				   0};

	text_add(&files->archive, "070701");
	for (size_t i = 0; i < sizeof(header) / sizeof(header[0]); i++)
		text_printf(&files->archive, "%08X", header[i]);
	text_add_bytes(&files->archive, name, strlen(name) + 1);
	align(&files->archive);
	text_add_bytes(&files->archive, entry->bytes, entry->length);
	align(&files->archive);
}

void initramfs_add_folder(struct initramfs *files, const char *path)
{
	add_entry(files, &(struct entry){.path = path, .mode = S_IFDIR | 0755, .bytes = ""});
}

void initramfs_add_device(struct initramfs *files, const char *path, unsigned major, unsigned minor)
{
	add_entry(files, &(struct entry){path, S_IFCHR | 0600, major, minor, "", 0});
}

void initramfs_add_bytes(struct initramfs *files, const char *path, mode_t mode, const char *bytes,
			 size_t length)
{
	add_entry(files, &(struct entry){path, S_IFREG | mode, 0, 0, bytes, length});
}

/* The kernel ignores an existing directory. */
static void add_folders_above(struct initramfs *files, const char *path)
{
	for (const char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		struct text folder = {0};

		text_add_bytes(&folder, path, (size_t)(slash - path));
		initramfs_add_folder(files, text_string(&folder));
		files->archive.failed = files->archive.failed || folder.failed;
		text_free(&folder);
	}
}

void initramfs_add_folders(struct initramfs *files, const char *path)
{
	add_folders_above(files, path);
	initramfs_add_folder(files, path);
}

int initramfs_add_file(struct initramfs *files, const char *path, const char *from,
		       struct error *error)
{
	struct text bytes = {0};
	int status = text_read_file(&bytes, from, FILE_BYTES_MAX);

	if (status < 0) {
		error_set(error, -status, "cannot read '%s': %s", from, strerror(-status));
	} else {
		add_folders_above(files, path);
		initramfs_add_bytes(files, path, 0755, text_string(&bytes), bytes.length);
	}
	text_free(&bytes);
	return status;
}

int initramfs_end(struct initramfs *files, struct error *error)
{
	add_entry(files, &(struct entry){.path = "TRAILER!!!", .bytes = ""});
	return files->archive.failed ? error_no_memory(error) : 0;
}

void initramfs_free(struct initramfs *files)
{
	text_free(&files->archive);
	*files = (struct initramfs){0};
}

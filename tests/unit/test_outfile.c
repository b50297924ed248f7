/*
 * test_outfile: a file appears whole or not at all, whatever its name leads to, and what cannot be
 * written is found when it is opened. Each test runs in a new empty folder.
 */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs those first */
#include <cmocka.h>

#include "procbench/base/outfile.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- a folder for each test ---- */

static char folder[PATH_MAX];

static int enter_folder(void **state)
{
	const char *parent = getenv("TMPDIR");

	(void)state;
	snprintf(folder, sizeof(folder), "%s/test_outfile.XXXXXX", parent ? parent : "/tmp");
	umask(022);
	return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int leave_folder(void **state)
{
	char command[PATH_MAX + 16];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf '%s'", folder);
	return chdir("/") == 0 && system(command) == 0 ? 0 : -1;
}

/* How many names a folder holds, hidden ones too. */
static int names_in(const char *path)
{
	DIR *stream = opendir(path);
	struct dirent *entry;
	int names = 0;

	assert_non_null(stream);
	while ((entry = readdir(stream)))
		names += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
	closedir(stream);
	return names;
}

static void put(const char *path, const char *content, mode_t mode)
{
	FILE *stream = fopen(path, "w");

	assert_non_null(stream);
	fputs(content, stream);
	assert_int_equal(fclose(stream), 0);
	assert_int_equal(chmod(path, mode), 0);
}

static void assert_content(const char *path, const char *expected)
{
	char content[256] = "";
	FILE *stream = fopen(path, "r");

	if (!stream)
		fail_msg("cannot read '%s': %s", path, strerror(errno));
	content[fread(content, 1, sizeof(content) - 1, stream)] = '\0';
	fclose(stream);
	assert_string_equal(content, expected);
}

static mode_t mode_of(const char *path)
{
	struct stat status;

	assert_int_equal(stat(path, &status), 0);
	return status.st_mode & 07777;
}

static void assert_link(const char *path)
{
	struct stat status;

	assert_int_equal(lstat(path, &status), 0);
	assert_true(S_ISLNK(status.st_mode));
}

/* ---- shorthands ---- */

static void open_file(struct outfile *file, const char *path)
{
	struct error error = {0};

	if (outfile_open(file, path, &error) != 0)
		fail_msg("'%s' was not opened: %s", path, error.text);
}

static void write_string(struct outfile *file, const char *string)
{
	struct error error = {0};

	assert_int_equal(outfile_write(file, string, strlen(string), &error), 0);
}

static void commit(struct outfile *file)
{
	struct error error = {0};

	if (outfile_commit(file, &error) != 0)
		fail_msg("not committed: %s", error.text);
	assert_int_equal(file->fd, -1);
}

static void save(const char *path, const char *content)
{
	struct outfile file;

	open_file(&file, path);
	write_string(&file, content);
	commit(&file);
}

static void assert_refused(const char *path, int code, const char *text)
{
	struct error error = {0};
	struct outfile file;
	int status = outfile_open(&file, path, &error);

	if (status == 0)
		outfile_abandon(&file);
	assert_int_equal(status, -code);
	assert_int_equal(error.code, code);
	assert_int_equal(file.fd, -1);
	if (text)
		assert_string_equal(error.text, text);
}

/* ---- whole or not at all ---- */

static void a_file_appears_when_it_is_committed(void **state)
{
	struct outfile file;

	(void)state;
	open_file(&file, "new.csv");
	write_string(&file, "one,");
	assert_int_equal(access("new.csv", F_OK), -1);
	write_string(&file, "two\r\n");
	commit(&file);
	assert_content("new.csv", "one,two\r\n");
	assert_int_equal(names_in("."), 1);
}

static void an_abandoned_file_leaves_nothing(void **state)
{
	struct outfile file;

	(void)state;
	open_file(&file, "new.csv");
	write_string(&file, "half");
	outfile_abandon(&file);
	assert_int_equal(file.fd, -1);
	assert_int_equal(names_in("."), 0);
	outfile_abandon(&file); /* harmless */
}

static void the_old_file_stays_until_then(void **state)
{
	struct outfile file;

	(void)state;
	put("old.csv", "old", 0644);
	open_file(&file, "old.csv");
	write_string(&file, "new");
	assert_content("old.csv", "old");
	outfile_abandon(&file);
	assert_content("old.csv", "old");
	save("old.csv", "new");
	assert_content("old.csv", "new");
	assert_int_equal(names_in("."), 1);
}

/* Who has the old file open keeps reading the old one: it is replaced, not written over. */
static void the_old_file_is_replaced(void **state)
{
	char content[8] = "";
	int fd;

	(void)state;
	put("old.csv", "old", 0644);
	fd = open("old.csv", O_RDONLY);
	save("old.csv", "newer");
	assert_int_equal(read(fd, content, sizeof(content) - 1), 3);
	assert_string_equal(content, "old");
	close(fd);
}

static void an_empty_file_is_a_file(void **state)
{
	(void)state;
	save("empty.csv", "");
	assert_content("empty.csv", "");
}

static void more_than_the_buffer_is_written_whole(void **state)
{
	enum { PIECE = 1001, PIECES = 300 };
	struct error error = {0};
	struct outfile file;
	struct stat status;
	char piece[PIECE], back[PIECE];
	int fd;

	(void)state;
	open_file(&file, "large.csv");
	for (int i = 0; i < PIECES; i++) {
		memset(piece, 'a' + i % 26, PIECE);
		assert_int_equal(outfile_write(&file, piece, PIECE, &error), 0);
	}
	/* it does not pile up in memory */
	assert_int_equal(fstat(file.fd, &status), 0);
	assert_true(status.st_size > 3 * 65536);
	commit(&file);
	fd = open("large.csv", O_RDONLY);
	for (int i = 0; i < PIECES; i++) {
		memset(piece, 'a' + i % 26, PIECE);
		assert_int_equal(read(fd, back, PIECE), PIECE);
		assert_memory_equal(back, piece, PIECE);
	}
	assert_int_equal(read(fd, back, PIECE), 0);
	close(fd);
}

static void bytes_are_written_as_they_are(void **state)
{
	static const char bytes[] = "a\0b\xff\n";
	struct error error = {0};
	struct outfile file;
	char back[16];
	int fd;

	(void)state;
	open_file(&file, "bytes");
	assert_int_equal(outfile_write(&file, bytes, 5, &error), 0);
	commit(&file);
	fd = open("bytes", O_RDONLY);
	assert_int_equal(read(fd, back, sizeof(back)), 5);
	assert_memory_equal(back, bytes, 5);
	close(fd);
}

/* ---- modes ---- */

static void a_new_file_has_the_mode_that_umask_leaves(void **state)
{
	(void)state;
	umask(027);
	save("new.csv", "x");
	assert_int_equal(mode_of("new.csv"), 0640);
}

static void an_old_file_keeps_its_mode(void **state)
{
	(void)state;
	put("private.csv", "x", 0600);
	put("shared.csv", "x", 0666);
	save("private.csv", "y");
	save("shared.csv", "y");
	assert_int_equal(mode_of("private.csv"), 0600);
	assert_int_equal(mode_of("shared.csv"), 0666);
}

/* ---- links ---- */

static void a_link_stays_and_its_target_is_replaced(void **state)
{
	(void)state;
	assert_int_equal(mkdir("there", 0755), 0);
	put("there/real.csv", "old", 0644);
	assert_int_equal(symlink("there/real.csv", "link.csv"), 0);
	save("link.csv", "new");
	assert_link("link.csv");
	assert_content("there/real.csv", "new");
	assert_int_equal(names_in("."), 2);
	assert_int_equal(names_in("there"), 1);
}

static void a_chain_of_links_to_nothing_makes_its_end(void **state)
{
	char absolute[PATH_MAX + 16];

	(void)state;
	assert_int_equal(mkdir("there", 0755), 0);
	snprintf(absolute, sizeof(absolute), "%s/there/second", folder);
	assert_int_equal(symlink(absolute, "first"), 0);
	assert_int_equal(symlink("../third", "there/second"), 0);
	assert_int_equal(symlink("end.csv", "third"), 0);
	save("first", "new");
	assert_link("first");
	assert_link("there/second");
	assert_link("third");
	assert_content("end.csv", "new");
	assert_int_equal(names_in("."), 4);
}

static void links_in_a_circle_are_refused(void **state)
{
	(void)state;
	assert_int_equal(symlink("b", "a"), 0);
	assert_int_equal(symlink("a", "b"), 0);
	assert_refused("a", ELOOP, NULL);
}

static void a_link_to_a_folder_is_a_folder(void **state)
{
	(void)state;
	assert_int_equal(mkdir("there", 0755), 0);
	assert_int_equal(symlink("there", "link"), 0);
	assert_refused("link", EISDIR, NULL);
	save("link/x.csv", "new");
	assert_content("there/x.csv", "new");
}

/* ---- what is refused, and when ---- */

static void what_cannot_be_written_is_refused_at_once(void **state)
{
	(void)state;
	assert_int_equal(mkdir("there", 0755), 0);
	put("file", "x", 0644);
	assert_refused("there", EISDIR, "cannot write 'there': Is a directory");
	assert_refused("there/", EISDIR, NULL);
	assert_refused(".", EISDIR, NULL);
	assert_refused("new/", EISDIR, NULL);
	assert_refused("", ENOENT, NULL);
	assert_refused("missing/x.csv", ENOENT,
		       "cannot write 'missing/x.csv': No such file or directory");
	assert_refused("file/x.csv", ENOTDIR, NULL);
	assert_int_equal(names_in("."), 2);
	assert_int_equal(names_in("there"), 0);
}

/* Runs `body` in a child that is nobody's, for root may write everywhere; its exit status. */
static int as_nobody(int (*body)(void))
{
	pid_t pid = fork();
	int status;

	assert_true(pid >= 0);
	if (pid == 0)
		_exit(getuid() == 0 && (setgid(65534) < 0 || setuid(65534) < 0) ? 99 : body());
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static int refuses(const char *path, const char *text)
{
	struct error error = {0};
	struct outfile file;

	return outfile_open(&file, path, &error) == -EACCES && error.code == EACCES &&
	       strcmp(error.text, text) == 0;
}

static int try_without_permission(void)
{
	if (!refuses("locked/x.csv", "cannot write 'locked/x.csv': Permission denied"))
		return 1;
	if (!refuses("open/readonly.csv", "cannot write 'open/readonly.csv': Permission denied"))
		return 2;
	return refuses("hidden/x.csv", "cannot write 'hidden/x.csv': Permission denied") ? 0 : 3;
}

static void what_is_not_permitted_is_refused_at_once(void **state)
{
	(void)state;
	assert_int_equal(chmod(".", 0755), 0);
	assert_int_equal(mkdir("locked", 0555), 0);
	assert_int_equal(mkdir("hidden", 0), 0);
	assert_int_equal(mkdir("open", 0755), 0);
	assert_int_equal(chmod("open", 0777), 0);
	put("open/readonly.csv", "x", 0444);
	assert_int_equal(as_nobody(try_without_permission), 0);
	assert_content("open/readonly.csv", "x");
	assert_int_equal(chmod("hidden", 0755), 0);
}

/* ---- long names ---- */

static void a_name_may_be_as_long_as_the_folder_takes(void **state)
{
	char name[NAME_MAX + 2];

	(void)state;
	memset(name, 'n', NAME_MAX);
	name[NAME_MAX] = '\0';
	save(name, "first");
	save(name, "second");
	assert_content(name, "second");
	strcat(name, "n");
	assert_refused(name, ENAMETOOLONG, NULL);
}

/* A path of `length` bytes through "./././": as many as are asked for, and no folder to make. */
static char *long_path(size_t length)
{
	char *path = malloc(length + 1);
	size_t rest = length % 2;

	assert_non_null(path);
	for (size_t i = 0; i < length - rest; i += 2)
		memcpy(path + i, "./", 2);
	memcpy(path + length - 2 - rest, "xyz", 2 + rest);
	path[length] = '\0';
	return path;
}

/* Every length is either written in the end or refused before anything is measured. */
static void a_long_path_works_or_is_refused_at_once(void **state)
{
	int worked = 0;

	(void)state;
	for (size_t length = PATH_MAX - 64; length <= PATH_MAX + 2; length++) {
		struct error error = {0};
		struct outfile file;
		char *path = long_path(length);

		assert_int_equal(strlen(path), length);
		if (outfile_open(&file, path, &error) == 0) {
			write_string(&file, "x");
			commit(&file);
			assert_int_equal(unlink("xyz") == 0 || unlink("xy") == 0, 1);
			worked++;
		} else {
			assert_int_equal(error.code, ENAMETOOLONG);
		}
		free(path);
	}
	assert_true(worked >= 30);
}

/* ---- devices, pipes and descriptors ---- */

static void devices_are_written_to_and_stay(void **state)
{
	struct stat before, after;

	(void)state;
	assert_int_equal(stat("/dev/null", &before), 0);
	save("/dev/null", "gone");
	assert_int_equal(symlink("/dev/null", "null.csv"), 0);
	save("null.csv", "gone");
	assert_link("null.csv");
	assert_int_equal(stat("/dev/null", &after), 0);
	assert_true(S_ISCHR(after.st_mode));
	assert_true(after.st_ino == before.st_ino && after.st_rdev == makedev(1, 3));
}

static void a_full_device_is_an_error(void **state)
{
	struct error error = {0};
	struct outfile file;

	(void)state;
	open_file(&file, "/dev/full");
	write_string(&file, "no room");
	assert_int_equal(outfile_commit(&file, &error), -ENOSPC);
	assert_string_equal(error.text, "cannot write '/dev/full': No space left on device");
	assert_int_equal(file.fd, -1);
}

static void a_pipe_is_written_to(void **state)
{
	char content[8] = "";
	struct stat status;
	int fd;

	(void)state;
	assert_int_equal(mkfifo("pipe", 0644), 0);
	fd = open("pipe", O_RDONLY | O_NONBLOCK);
	save("pipe", "data");
	assert_int_equal(read(fd, content, sizeof(content) - 1), 4);
	assert_string_equal(content, "data");
	close(fd);
	assert_int_equal(lstat("pipe", &status), 0);
	assert_true(S_ISFIFO(status.st_mode));
}

/* As with `--export csv:/dev/stdout >file`: both the report and the export are in the file. */
static void a_descriptor_is_shared(void **state)
{
	static const char *const folders[] = {"/dev/fd", "/proc/self/fd"};
	char path[64];
	int fd = open("both", O_WRONLY | O_CREAT, 0644);

	(void)state;
	assert_int_equal(write(fd, "before ", 7), 7);
	for (size_t i = 0; i < 2; i++) {
		snprintf(path, sizeof(path), "%s/%d", folders[i], fd);
		save(path, "export ");
	}
	assert_int_equal(symlink(path, "link.csv"), 0);
	save("link.csv", "linked ");
	assert_int_equal(write(fd, "after", 5), 5);
	close(fd);
	assert_content("both", "before export export linked after");
	assert_int_equal(names_in("."), 2);
}

static void a_descriptor_that_takes_nothing_is_refused(void **state)
{
	char path[64];
	int fd;

	(void)state;
	put("file", "old", 0644);
	fd = open("file", O_RDONLY);
	snprintf(path, sizeof(path), "/dev/fd/%d", fd);
	assert_refused(path, EBADF, NULL);
	close(fd);
	assert_refused(path, EBADF, NULL);
	assert_content("file", "old");
}

/* A file of that name elsewhere is a file. */
static void a_number_is_a_name_like_any_other(void **state)
{
	(void)state;
	save("1", "one");
	assert_content("1", "one");
}

/* ---- what a crash leaves, and file systems without unnamed files ---- */

static int be_killed(void)
{
	struct outfile file;
	struct error error = {0};
	static const char data[100000];

	if (outfile_open(&file, "x.csv", &error) < 0 ||
	    outfile_write(&file, data, sizeof(data), &error) < 0)
		return 1;
	raise(SIGKILL);
	return 2;
}

static int in_child(int (*body)(void))
{
	pid_t pid = fork();
	int status;

	assert_true(pid >= 0);
	if (pid == 0)
		_exit(body());
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void skip_without_unnamed_files(void)
{
	int fd = open(".", O_TMPFILE | O_WRONLY, 0600);

	if (fd < 0)
		skip();
	close(fd);
}

static void sigkill_leaves_nothing(void **state)
{
	(void)state;
	skip_without_unnamed_files();
	assert_int_equal(in_child(be_killed), 128 + SIGKILL);
	assert_int_equal(names_in("."), 0);
}

static int install(struct sock_filter *filter, unsigned short count)
{
	struct sock_fprog program = {count, filter};

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return -1;
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

/* As a file system without unnamed files: openat() with O_TMPFILE says EOPNOTSUPP. */
static int refuse_unnamed_files(void)
{
	struct sock_filter filter[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat, 0, 3),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[2])),
		BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, O_TMPFILE & ~O_DIRECTORY, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EOPNOTSUPP),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};

	return install(filter, sizeof(filter) / sizeof(filter[0]));
}

static int save_by_a_hidden_name(void)
{
	struct error error = {0};
	struct outfile file;
	int status;

	if (refuse_unnamed_files() < 0)
		return 77;
	umask(027);
	if (outfile_open(&file, "x.csv", &error) < 0 || !file.temporary)
		return 1;
	if (names_in(".") != 1 || access("x.csv", F_OK) == 0)
		return 2;
	outfile_abandon(&file);
	if (names_in(".") != 0)
		return 3;
	status = outfile_open(&file, "x.csv", &error);
	if (status == 0)
		status = outfile_write(&file, "new", 3, &error);
	if (status == 0)
		status = outfile_commit(&file, &error);
	return status == 0 && names_in(".") == 1 && mode_of("x.csv") == 0640 ? 0 : 4;
}

static void without_unnamed_files_a_hidden_name_does(void **state)
{
	int status = in_child(save_by_a_hidden_name);

	(void)state;
	if (status == 77)
		skip();
	assert_int_equal(status, 0);
	assert_content("x.csv", "new");
}

/* As a file system does that has no such renaming. */
static int refuse_exclusive_renaming(void)
{
	struct sock_filter filter[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_renameat2, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EINVAL),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};

	return install(filter, sizeof(filter) / sizeof(filter[0]));
}

/* Three are open under one name, and one was there before. */
static int save_three(void)
{
	static const char *const contents[] = {"first", "second", "third"};
	struct error error = {0};
	struct outfile files[3];
	int status = 0;

	put("day.1.json", "old", 0644);
	for (int i = 0; i < 3 && status == 0; i++)
		status = outfile_open_new(&files[i], "./day.1.json", &error);
	for (int i = 0; i < 3 && status == 0; i++)
		status = outfile_write(&files[i], contents[i], strlen(contents[i]), &error);
	for (int i = 0; i < 3 && status == 0; i++)
		status = outfile_commit(&files[i], &error);
	return status == 0 ? 0 : 1;
}

static int save_three_by_links(void)
{
	return refuse_exclusive_renaming() < 0 ? 77 : save_three();
}

static void assert_four_files(void)
{
	assert_int_equal(names_in("."), 4);
	assert_content("day.1.json", "old");
	assert_content("day.1-2.json", "first");
	assert_content("day.1-3.json", "second");
	assert_content("day.1-4.json", "third");
}

static void a_new_file_replaces_none(void **state)
{
	(void)state;
	assert_int_equal(save_three(), 0);
	assert_four_files();
}

static void a_new_file_replaces_none_where_only_links_are_exclusive(void **state)
{
	int status = in_child(save_three_by_links);

	(void)state;
	if (status == 77)
		skip();
	assert_int_equal(status, 0);
	assert_four_files();
}

/* Two are open, and one was committed before. */
static int end_with_hidden_names(void)
{
	struct error error = {0};
	struct outfile files[3];

	if (refuse_unnamed_files() < 0)
		return 77;
	for (int i = 0; i < 3; i++) {
		char name[] = {(char)('a' + i), '\0'};

		if (outfile_open(&files[i], name, &error) < 0)
			return 1;
	}
	if (outfile_commit(&files[1], &error) < 0 || names_in(".") != 3)
		return 2;
	outfile_remove_hidden();
	return names_in(".") == 1 && access("b", F_OK) == 0 ? 0 : 3;
}

static void one_call_removes_all_hidden_names(void **state)
{
	int status = in_child(end_with_hidden_names);

	(void)state;
	if (status == 77)
		skip();
	assert_int_equal(status, 0);
}

static bool are_same(const char *a, const char *b)
{
	struct outfile files[2];
	struct error error;
	bool same;

	assert_int_equal(outfile_open(&files[0], a, &error), 0);
	assert_int_equal(outfile_open(&files[1], b, &error), 0);
	same = outfile_is_same(&files[0], &files[1]);
	outfile_abandon(&files[0]);
	outfile_abandon(&files[1]);
	return same;
}

static void one_file_is_known_by_all_its_spellings(void **state)
{
	(void)state;
	assert_int_equal(mkdir("folder", 0700), 0);
	assert_int_equal(symlink("folder", "other"), 0);
	assert_int_equal(symlink("folder/a", "link"), 0);
	assert_true(are_same("a", "./a"));
	assert_true(are_same("folder/a", "other/a"));
	assert_true(are_same("link", "folder/../folder/a"));
	assert_false(are_same("a", "folder/a"));
	assert_false(are_same("a", "b"));
	assert_false(are_same("/dev/null", "/dev/null"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, enter_folder, leave_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(one_call_removes_all_hidden_names),
		TEST(a_new_file_replaces_none),
		TEST(a_new_file_replaces_none_where_only_links_are_exclusive),
		TEST(one_file_is_known_by_all_its_spellings),
		TEST(a_file_appears_when_it_is_committed),
		TEST(an_abandoned_file_leaves_nothing),
		TEST(the_old_file_stays_until_then),
		TEST(the_old_file_is_replaced),
		TEST(an_empty_file_is_a_file),
		TEST(more_than_the_buffer_is_written_whole),
		TEST(bytes_are_written_as_they_are),
		TEST(a_new_file_has_the_mode_that_umask_leaves),
		TEST(an_old_file_keeps_its_mode),
		TEST(a_link_stays_and_its_target_is_replaced),
		TEST(a_chain_of_links_to_nothing_makes_its_end),
		TEST(links_in_a_circle_are_refused),
		TEST(a_link_to_a_folder_is_a_folder),
		TEST(what_cannot_be_written_is_refused_at_once),
		TEST(what_is_not_permitted_is_refused_at_once),
		TEST(a_name_may_be_as_long_as_the_folder_takes),
		TEST(a_long_path_works_or_is_refused_at_once),
		TEST(devices_are_written_to_and_stay),
		TEST(a_full_device_is_an_error),
		TEST(a_pipe_is_written_to),
		TEST(a_descriptor_is_shared),
		TEST(a_descriptor_that_takes_nothing_is_refused),
		TEST(a_number_is_a_name_like_any_other),
		TEST(sigkill_leaves_nothing),
		TEST(without_unnamed_files_a_hidden_name_does),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

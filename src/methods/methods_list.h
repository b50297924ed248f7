/* methods_list: the list of methods. A new method needs its file and a line here. */
#define METHOD_LIST(X)    \
	X(null)           \
	X(floor)          \
	X(floor_vfork)    \
	X(floor_thread)   \
	X(fork)           \
	X(vfork)          \
	X(posix_spawn)    \
	X(posix_spawnp)   \
	X(pidfd_spawn)    \
	X(io_uring_spawn) \
	X(spawn_builder)  \
	X(system)         \
	X(popen)          \
	X(clone)          \
	X(clone3)         \
	X(like_python)    \
	X(like_node)      \
	X(like_bash)      \
	X(like_make)      \
	X(like_go)        \
	X(like_java)      \
	X(daemon)         \
	X(forkserver)     \
	X(exit)           \
	X(exec)           \
	X(pthread_create) \
	X(thread)

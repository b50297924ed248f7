/* claims_list: all claims, each a `const struct claim claim_ID` in the file of its group. */
#ifndef PROCBENCH_SRC_CLAIMS_LIST_H
#define PROCBENCH_SRC_CLAIMS_LIST_H

#define CLAIM_LIST(X)    \
	X(fork_copies)   \
	X(fork_pages)    \
	X(own_memory)    \
	X(parent_writes) \
	X(lazy_copy)     \
	X(vfork_shares)  \
	X(vfork_stack)   \
	X(vfork_freezes) \
	X(vfork_faster)  \
	X(vfork_exec)    \
	X(vfork_tables)  \
	X(clone_beneath) \
	X(clone_shares)  \
	X(clone_state)   \
	X(exec_replaces) \
	X(exec_entry)

#endif

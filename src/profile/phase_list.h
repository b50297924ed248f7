/*
 * phase_list: the one list of phases. Adding a function to a phase is a word here.
 *
 * X(name, functions): the words are functions of the kernel, of Linux 6.1 to 6.12 on x86-64 and
 * aarch64, without the underscores in front; "word*" is every function that begins so. A whole name
 * goes before a beginning, a longer beginning before a shorter one. A function belongs to one
 * phase, whoever calls it: what serves all phases (allocation, clearing, locks) is a phase of its
 * own.
 */
#ifndef PROCBENCH_SRC_PROFILE_PHASE_LIST_H
#define PROCBENCH_SRC_PROFILE_PHASE_LIST_H

/* clang-format off */

/* What a program executes itself. */
#define PHASE_USER "user space"

#define PHASE_LIST(X) \
	X(PHASE_USER, "") \
	X("system call entry", \
	  "entry_SYSCALL* entry_SYSRETQ* do_syscall_64 x64_sys_call syscall_* exit_to_user_mode* enter_from_user_mode* " \
	  "irqentry_exit_to_user_mode* swapgs_restore* arch_exit_to_user* amd_clear_divider fpregs_assert* " \
	  "el0t_64_sync* el0_svc* do_el0_svc* invoke_syscall* ret_to_user* arm64_sys_* x64_sys_* se_sys_* local_daif* " \
	  "switch_fpu_return restore_fpregs* save_fpregs* fpsimd_* rseq_handle* arm64_preempt* sve_* fpu_* do_notify_resume " \
	  "check_object_size check_heap_object check_stack_object virt_addr_valid copy_overflow " \
	  "vectors put_cpu_fpsimd* get_cpu_fpsimd* task_fpsimd* tls_preserve* clear_rseq* rseq_* ptrauth_keys* cortex_* ret_from_sys* uaccess_* exit_to_user* sve_user*") \
	X("creating the task", \
	  "copy_process* copy_clone* copy_creds copy_files copy_fs* copy_sighand* copy_signal* copy_thread* copy_namespaces " \
	  "copy_semundo copy_seccomp copy_io dup_task_struct* arch_dup_task* dup_fd kernel_clone* do_sys_clone* do_fork* " \
	  "x64_sys_clone* x64_sys_fork x64_sys_vfork arm64_sys_clone* arm64_sys_fork alloc_pid alloc_thread_stack* " \
	  "alloc_fd* attach_pid change_pid init_task_pid* idr_* radix_tree_* sched_fork sched_cgroup_fork sched_post_fork " \
	  "task_fork* prepare_creds commit_creds fpu_clone ret_from_fork* pidfd_* init_numa* hrtimer_init* hrtimer_setup* " \
	  "posix_cputimers_group_init* rt_mutex_init_task uprobe_copy* audit_alloc taskstats_tgid* tgid_stats* " \
	  "proc_fork_connector perf_event_init_task perf_event_fork cgroup_can_fork cgroup_post_fork cgroup_css_set_put_fork " \
	  "cgroup_fork cgroup_cancel_fork cpuset_fork cpuset_can_fork pids_can_fork sched_autogroup_fork inc_rlimit_ucounts " \
	  "is_rlimit_overlimit ns_of_pid delayacct_tsk_init* delayacct_add* schedule_tail set_task_stack* get_pid_task " \
	  "account_kernel_stack memcg_charge_kernel_stack exit_task_stack_account sched_mm_cid_fork user_events_fork " \
	  "init_entity_runnable* post_init_entity* wake_up_new_task dup_utask init_sigpending key_alloc* delayed_free_task " \
	  "dup_user_cpus* init_dl_* task_wants_autogroup do_sys_vfork do_sys_fork delete_node sane_fdtable* clear_posix_cputimers* " \
	  "get_task_ioprio klp_copy* task_join_group* clear_delayed get_ucounts put_ucounts get_seccomp* shstk_alloc*") \
	X("copying the address space", \
	  "dup_mm* dup_mmap* mm_dup* copy_mm copy_page_range* copy_pte* copy_present* copy_nonpresent* copy_p4d* copy_pud* " \
	  "copy_pmd* copy_hugetlb* vm_area_dup* vma_dup_policy anon_vma_fork anon_vma_clone* dup_userfaultfd* dup_xol* " \
	  "mt_dup* mas_dup* mm_init* mm_alloc* pgd_alloc* pgd_ctor* pgd_prepopulate* folio_try_dup* page_dup* " \
	  "arch_dup_mmap ldt_dup* vma_interval_tree_insert_after dup_anon* mas_expected_entries pte_alloc* pmd_alloc* " \
	  "pud_alloc* p4d_alloc* pmd_install vm_normal_page* vm_normal_folio* ksm_fork khugepaged_fork folio_dup* " \
	  "uprobe_dup* uprobe_start_dup* uprobe_end_dup* dup_mm_exe* contpte_* wrprotect_ptes set_ptes set_ptes* " \
	  "pte_offset_map* pte_pfn pfn_pte pmd_val pud_val p4d_offset pmd_pfn pmd_page* set_pte set_pte* pmd_huge pud_huge " \
	  "pte_write pte_val pte pgd_none native_set_* track_pfn_copy set_mm_exe* mksaveddirty* preallocate_pmds arch_pick_mmap* get_mmap_base") \
	X("page faults", \
	  "asm_exc_page_fault exc_page_fault* do_user_addr_fault handle_mm_fault* do_anonymous_page do_wp_page* wp_page_* " \
	  "do_fault* do_read_fault do_cow_fault do_shared_fault do_pte_missing finish_fault set_pte_range do_set_pte " \
	  "filemap_map_* filemap_fault next_uptodate* lock_mm_and_find_vma lock_vma* vma_start_read* page_add_* folio_add_*rmap* " \
	  "folio_add_file* folio_add_anon* folio_add_new* folio_add_lru* page_set_anon* folio_batch_* lru_add_* lru_gen_* " \
	  "ptep_clear_flush ptep_set_access* map_page* vmf_* wp_can* el0_da el0_ia el1_abort* do_mem_abort do_page_fault " \
	  "do_translation_fault do_alignment* el0t_da error_entry error_return sync_regs fixup_exception mm_fault* " \
	  "fault_dirty* sanitize_fault* count_memcg_event* count_vm_* set_ptep* expand_downwards expand_stack* anon_vma_prepare " \
	  "vmf_anon* handle_pte* pte_marker* fault_in* follow_page* gup_* get_user_pages* internal_get_user* try_grab* " \
	  "get_user_page* faultin* mark_page_accessed folio_mark_accessed pfn_valid flush_dcache* sync_icache* mte_* " \
	  "alloc_anon_folio alloc_swap* find_vma* next_uptodate_folio add_mm_counter* sync_mm_rss mm_trace* vma_alloc_folio* " \
	  "uprobe_mmap xas_* xa_* folio_unlock* PageHuge PageHeadHuge compound_head* try_get_folio access_error is_valid_gup* hugepage_vma* thp_* page_cache_release lruvec_stat* " \
	  "arch_check_zapped* folio_* pte_mkwrite page_move_anon* workingset* page_cpupid* lruvec_* is_vmalloc* alloc_zeroed* anon_vma_interval* check_vma* " \
	  "el1h_64_sync* ret_to_kernel enter_from_kernel* exit_to_kernel* bsearch search_cmp* read_sanitised* cmp_ex* search_exception* this_cpu_has* is_affected_midr* cpu_has_* arch_wants* fault_signal* esr_*") \
	X("memory mappings", \
	  "mast_* vms_* can_modify* find_mergeable* find_extend* can_change* init_multi_vma* get_mm_exe* khugepaged_enter* special_mapping* " \
	  "mas_* mab_* mt_* mtree_* ma_* mte_node* mas_wr* vma_* vm_area_alloc vm_area_free vm_area_init* mmap_* do_mmap do_mas_* do_vmi_* " \
	  "do_munmap* do_brk* munmap_* mprotect* change_protection change_p* do_mprotect* vm_mmap* vm_munmap* vm_unmapped* vm_brk* " \
	  "unmapped_area* get_unmapped* arch_get_unmapped* mm_get_unmapped* split_vma* madvise* do_madvise zap_page_range* vm_stat* " \
	  "vm_get_page* vm_enough* insert_vm* install_special* userfaultfd_* unlink_file_vma* link_vma* vma_link* " \
	  "perf_event_mmap* mm_populate* remove_vma* validate_mm* may_expand* can_vma* commit_merge get_old_pud " \
	  "alloc_new_pud move_page_tables move_ptes relocate_vma* madvise_* rb_insert* rb_erase rb_next rb_prev rb_first* rb_replace* rb_erase_*") \
	X("memory allocation", \
	  "cond_accept* check_new_pages* put_partials build_detached* free_slab* put_page mlock_* vunmap* free_vmap* remove_vm_area " \
	  "kmem_cache_* kmem_* kmalloc* kfree* kzalloc* kvmalloc* kvfree* slab_* alloc_pages* alloc_page* get_page_from* " \
	  "get_free_pages get_zeroed_page free_pages* free_page* free_unref* free_pcp* free_one* rmqueue* prep_new* " \
	  "prep_compound* post_alloc* zone_watermark* policy_node* mempolicy* alloc_slab* new_slab* allocate_slab get_partial* " \
	  "put_cpu_partial unfreeze_partials cache_from_obj slab_alloc* cmpxchg_double* slab_free* memcg_slab* memcg_alloc* " \
	  "mem_cgroup_* charge_memcg uncharge_* memcg_* obj_cgroup* refill_* consume_stock try_charge* drain_* mod_* " \
	  "inc_node* dec_node* inc_zone* lock_page_memcg unlock_page_memcg folio_memcg* cgroup_rstat* get_mem_cgroup* " \
	  "free_tail* bad_page* should_fail* vmalloc* vfree* find_vm* setup_object* shuffle* kasan* page_frag* get_pfnblock* " \
	  "set_pfnblock* split_page* node_tag* freelist* check_spread get_random_kmem* alloc_from* alloc_frozen* folio_alloc* " \
	  "interleave* get_task_policy* get_vma_policy* percpu_counter* pcpu_* free_percpu alloc_percpu put_pages* release_pages " \
	  "folios_put* folio_put* lru_* page_counter* cleancache* slab_post* alloc_contig* nr_blockdev* list_lru* " \
	  "set_freepointer* get_freepointer*") \
	X("clearing and copying memory", \
	  "clear_page* copy_page copy_page_* copy_highpage* copy_user_highpage* copy_mc* copy_user* copy_from_user* copy_to_user* " \
	  "memset* memcpy* memmove* memcmp* memchr* strlen* strnlen* strcmp* strncmp* strcpy* strncpy* strscpy* strlcpy* strrchr " \
	  "strchr* get_user_* put_user_* clear_user* rep_movs* rep_stos* arch_copy* arch_clear* raw_copy* copy_to_iter copy_from_iter " \
	  "copy_from_kernel* copy_to_kernel* strncpy_from* strnlen_user memzero* bitmap_* find_next_bit find_first_bit " \
	  "find_next_zero* find_first_zero* find_next_or* find_last_bit crc* dcache_clean* caches_clean* dcache_*") \
	X("exec", \
	  "do_execve* bprm_* alloc_bprm free_bprm begin_new_exec load_elf* elf_* load_script load_misc* search_binary* exec_* " \
	  "setup_arg_pages setup_new_exec finalize_exec shift_arg* copy_strings copy_string* count count_strings* get_arg_page " \
	  "put_arg_page flush_old_exec de_thread would_dump remove_arg_zero create_elf_tables arch_setup* map_vdso* set_brk " \
	  "open_exec do_open_exec* kernel_read* start_thread* flush_thread flush_ptrace* x64_sys_execve* arm64_sys_execve* " \
	  "set_binfmt mm_access* prepare_bprm* prepare_exec* install_exec* process_measurement ima_* padzero total_mapping* " \
	  "arch_align* native_load_* do_arch_prctl* arch_prctl* perf_event_exec* perf_event_comm* set_task_comm begin_exec " \
	  "taskstats_exec* unshare_* flush_signal_handlers do_close_on_exec mm_alloc_exec binfmt* rseq_execve membarrier_exec*") \
	X("files and names", \
	  "path_* link_path* walk_component lookup_* step_into* handle_dots* handle_mounts d_* dput* dget* dentry_* " \
	  "inode_* generic_permission iput* iget* evict* alloc_inode destroy_inode new_inode* mntput* mntget* do_filp* filp_* fput* " \
	  "fget* fdget* file_* alloc_empty_file do_dentry_open vfs_* do_sys_open* openat* getname* putname* filename_* complete_walk " \
	  "legitimize* try_to_unlazy* terminate_walk nd_* proc_* pid_revalidate shmem_* generic_file* touch_atime atime_* " \
	  "current_time kernfs_* simple_* set_root* lockref_* locks_* fsnotify* dnotify* do_dup* ksys_* close_fd* pick_file " \
	  "x64_sys_open* x64_sys_close* x64_sys_read* x64_sys_write* x64_sys_dup* do_fcntl* x64_sys_fcntl* expand_files " \
	  "sb_* super_* may_open* mnt_* pipe_* anon_pipe* tty_* n_tty* iov_* import_* rw_* write_chan new_sync* " \
	  "vsnprintf snprintf format_decode number string pointer put_dec* name_to_int task_dump_owner get_link* pick_link " \
	  "truncate_* clear_inode bdi_* wb_* blk_* blkcg* bd_* shrink_dentry* select_collect security_inode_alloc fd_install* " \
	  "alloc_fdtable* get_unused* put_unused* copy_fd* rw_verify* update_time remove_inode* insert_inode* " \
	  "filemap_get* make_vfs* tid_fd* task_lookup_fd* shrink_* call_proc* prepend* get_next_ino full_name_hash kern_path* disconnect " \
	  "get_file* parse_integer* sprintf nsec_to_clock* atomic_dec_and_lock* page_copy_sane try_module_get") \
	X("signals", \
	  "do_sigaction do_sigprocmask sigprocmask set_current_blocked set_task_blocked sigaction* x64_sys_rt_sig* " \
	  "arm64_sys_rt_sig* recalc_sig* retarget* get_signal* dequeue_signal* send_signal* prepare_signal complete_signal " \
	  "do_send* group_send* sigqueue* flush_sig* kill_* do_tkill* signal_* handle_signal* setup_rt* rt_sig* restore_sig* " \
	  "force_sig* collect_signal next_signal lock_task_sighand sigsuspend* do_sigaltstack* do_signal* arch_do_signal* " \
	  "zap_other* calculate_sig* ignored_sig* set_user_sig*") \
	X("exit and teardown", \
	  "do_exit do_group_exit* x64_sys_exit* arm64_sys_exit* exit_* mmput* mmdrop* mm_release mm_update* exec_mm_release " \
	  "unmap_page_range* unmap_vmas unmap_single* unmap_region* zap_* free_pgtables free_pgd* free_p4d* free_pud* " \
	  "free_pmd* free_pte* pgd_free unlink_anon_vmas put_anon_vma* tlb_* pte_free* pmd_free* pud_free* p4d_free* " \
	  "page_remove_rmap folio_remove_rmap* free_swap* free_pages_and_swap* pages_and_swap* free_ldt* put_files* " \
	  "put_fs* put_nsproxy free_nsproxy free_fs* switch_task_namespaces do_task_dead acct_* taskstats_exit* cgroup_exit* " \
	  "perf_event_exit* proc_exit* audit_free* forget_original* exit_notify do_notify_parent* delayed_put* " \
	  "futex_exit* futex_cleanup* mpol_put* ptrace_exit* posix_cpu_timers_exit* sem_exit* flush_tlb* native_flush_tlb* " \
	  "put_task_stack* thread_stack* free_thread* release_thread* try_release* exec_release* io_uring_cancel* kcov_task_exit " \
	  "unregister_hw* ptrace_break* fpu_free* fpu_drop* fpu__drop* percpu_counter_destroy* uprobe_clear* uprobe_free* " \
	  "put_cred* mm_cid* sched_mm_cid* tsk_* group_dead* find_child_reaper* find_alive* task_work_run task_work* vma_close " \
	  "leave_mm* arch_exit_mmap destroy_context* pgtable_* arch_tlb* pagetable_* free_task* sched_autogroup_exit* " \
	  "cputime_adjust thread_group_cputime* task_cputime* dec_rlimit* unaccount* account_stack* " \
	  "task_dead* untrack_pfn* enter_lazy* disassociate_ctty flush_itimer* shstk_free signalfd_cleanup key_put uprobe_munmap native_tlb* " \
	  "invalidate_user* rethook_flush* put_seccomp* release_user_cpus*") \
	X("reaping", \
	  "do_wait* wait_consider* wait_task* kernel_wait* do_sys_wait* x64_sys_wait* arm64_sys_wait* release_task* " \
	  "reap_* eligible_* child_wait* getrusage* k_getrusage* put_task_struct* put_pid* free_pid* detach_pid* pid_task " \
	  "task_pid_nr* task_active_pid* pid_nr* pid_vnr find_get_pid find_pid* get_task_pid find_vpid* cgroup_release* " \
	  "ptrace_* ns_to_kernel* wait_noreap* pids_release* put_signal* cleanup_sighand* exit_signal_cleanup " \
	  "free_uid* map_id* from_kuid* make_kuid* make_kgid* from_kgid* x64_sys_getrusage user_* task_gtime vtime_* do_notify_pidfd get_task_mm") \
	X("scheduling and wake-up", \
	  "schedule* preempt_schedule* context_switch* finish_task* switch_to* prepare_task_switch switch_mm* load_new_mm* " \
	  "cpu_switch_to cpu_do_switch* check_and_switch* pick_* put_prev* set_next* enqueue_* dequeue_* update_load* update_curr* " \
	  "update_min* update_rq* update_cfs* update_tg* update_entity* update_blocked* update_deadline update_se update_sd* " \
	  "attach_* detach_* place_entity check_preempt* wakeup_preempt* ttwu_* try_to_wake* wake_up* wake_q* default_wake* autoremove* " \
	  "complete complete_* wait_for* wait_for_common* psi_* sched_* cpuacct* calc_delta* sched_slice clear_buddies set_next_buddy " \
	  "propagate_* reweight* resched_* hrtick* select_task* select_idle* task_rq_lock rq_* raw_spin_rq* native_sched* " \
	  "record_times entity_* min_vruntime* avg_* vruntime* cfs_* check_cfs* tg_* yield* cond_resched* might_resched* dl_* rt_* " \
	  "balance_* newidle* load_balance* nohz_* find_busiest* migrate_* set_task_cpu* set_task_rq* remove_entity* move_queued* " \
	  "futex_* do_futex x64_sys_futex* get_futex* plist_* futex* add_wait* remove_wait* prepare_to_wait* finish_wait* " \
	  "activate_task* deactivate_task* block_task init_wait* task_change_group* task_tick* task_numa* task_scan* task_nr* " \
	  "switch_ldt rdgsbase* wrgsbase* current_save_fsgs fpu_switch* save_fpregs_to* xfd_* switch_fpu* pull_* push_* " \
	  "clear_tsk* put_prev_entity arch_cpu_idle* cpuidle* do_idle* cpu_startup* default_idle* tick_nohz* cr4_* uclamp* " \
	  "se_* sum_* delayacct* mmgrab* arch_scale* cpu_util* cpufreq* core_sched* sugov* check_class* " \
	  "requeue_delayed* membarrier_update* preempt_model* prepare_to_swait* init_swait* init_swait_queue* set_task_max* swake_* swait_* " \
	  "task_of hw_breakpoint_thread* spectre_* erratum_* is_cpu_allowed new_context cpu_mitigations* kprobe_flush* arch_counter* set_pstate* ssbs_* uao_* contextidr* entry_task* thread_switch* cntkctl*") \
	X("interrupts", \
	  "asm_sysvec* sysvec* asm_common* common_interrupt* irq_* irqentry_* handle_irq* handle_edge* handle_fasteoi* generic_handle* " \
	  "do_softirq* handle_softirqs irqtime* raise_softirq* run_timer* timer_* run_timers* hrtimer_* tick_* update_process* " \
	  "update_wall* timekeeping* ktime_* clockevents* lapic* native_apic* apic_* rcu_sched_clock* scheduler_tick* sched_tick " \
	  "account_* local_bh* ksoftirqd* process_timeout call_timer* mod_timer* add_timer* enqueue_timer* calc_wheel* get_next_timer* " \
	  "lock_timer* internal_add* del_timer* el1h_64_irq* el1_interrupt el0_irq* el0t_64_irq* gic_* arch_timer* call_on_irq* " \
	  "do_timer* perf_event_task_tick* run_posix* profile_tick update_vsyscall* enqueue_hrtimer remove_hrtimer* read_tsc " \
	  "native_write_msr* note_gp* ntp_* call_function* " \
	  "flush_smp* smp_call* generic_smp* arch_irq_work* irq_work* wake_up_klogd* paravirt* kvm_* pvclock* native_safe* x2apic* " \
	  "timerqueue* idle_cpu ktime_get*") \
	X("security and accounting", \
	  "security_* apparmor_* aa_* profile_* tomoyo_* cap_* selinux_* landlock_* bpf_* yama_* smack_* lsm_* ns_capable* " \
	  "capable* audit_* cgroup_* css_* cgroup* cpuset_* perf_* taskstats* bacct* xacct* seccomp* trace_* tracing_* " \
	  "event_* ftrace* proc_exec_connector proc_id_connector proc_comm_connector proc_coredump_connector integrity_* evm_* hook* blkcg_maybe* label_* find_attach* " \
	  "sd_* context_* task_label* number_of_* mem_cgroup_handle* hugetlb_* misc_cg* rdma* pids_* freezer* uncharge_pids ipe_* kthread_blkcg*") \
	X("random numbers", \
	  "get_random* chacha* crng_* blake2s* add_device* random_* rng_* entropy* extract_entropy* siphash* hsiphash* fast_mix* " \
	  "mix_pool* add_interrupt* get_u32* arch_get_random* sha* prandom*") \
	X("background kernel work", \
	  "mpih* mpi_* mul_n* vli_* ecc_* rsa_* pkcs* x509_* kthread worker_* process_one_work* process_scheduled* queue_work* queue_delayed* " \
	  "insert_work* wq_* pwq_* call_usermode* kswapd* kcompactd* khugepaged rcu_gp_kthread* rcu_nocb* vmstat_*") \
	X("locking and RCU", \
	  "raw_spin_* spin_* raw_read_* raw_write_* read_lock* write_lock* queued_* native_queued* lock_* unlock_* mutex_* down_* down up_* up " \
	  "rwsem_* init_rwsem rcu_* call_rcu* srcu_* synchronize_* percpu_rwsem* percpu_down* percpu_up* list_add* list_del* " \
	  "list_sort* hlist_* llist_* refcount_* kref_* wake_up_bit wait_on_bit* bit_wait* osq_* rt_spin* seq* lockdep* preempt_count* " \
	  "ww_* completion* ret_from_exc* x86_return_thunk x86_indirect* stackleak* fentry* cmpxchg* get_current* warn_* refcount* " \
	  "exit_rcu rcuwait* poll_state* get_state_synchro* cond_synchronize* kfree_rcu* start_poll* arm64_pte* lse_* ll_sc* kvfree_rcu* " \
	  "static_key* kernel_fpu* downgrade_write restore_regs* asm_load_gs* list_valid* tasks_rcu* init_mutex* bug_* report_bug " \
	  "do_raw_* arch_local_irq* kern_my_cpu* arch_spin* this_cpu_* preempt_*")

/* clang-format on */

#endif

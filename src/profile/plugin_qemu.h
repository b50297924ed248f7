/*
 * plugin_qemu: what the plugin uses of QEMU's interface for plugins, in a form that QEMU 6.0 to 10
 * share.
 */
#ifndef PROCBENCH_SRC_PROFILE_PLUGIN_QEMU_H
#define PROCBENCH_SRC_PROFILE_PLUGIN_QEMU_H

#include <stddef.h>
#include <stdint.h>

typedef void (*on_exec)(unsigned vcpu, void *data);
typedef void (*on_access)(unsigned vcpu, uint32_t info, uint64_t address, void *data);
struct qemu_plugin_tb;
struct qemu_plugin_insn;

/* QEMU 7.2 misses reads of which only reads are asked for. */
enum { NO_REGISTERS = 0, ACCESS_ANY = 3 };

void qemu_plugin_register_vcpu_tb_trans_cb(uint64_t id,
					   void (*call)(uint64_t id, struct qemu_plugin_tb *block));
void qemu_plugin_register_vcpu_insn_exec_cb(struct qemu_plugin_insn *insn, on_exec call, int flags,
					    void *data);
void qemu_plugin_register_vcpu_mem_cb(struct qemu_plugin_insn *insn, on_access call, int flags,
				      int kind, void *data);
void qemu_plugin_register_atexit_cb(uint64_t id, void (*call)(uint64_t id, void *data), void *data);
void qemu_plugin_reset(uint64_t id, void (*call)(uint64_t id));
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *block);
struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *block, size_t number);
uint64_t qemu_plugin_insn_vaddr(const struct qemu_plugin_insn *insn);

#endif

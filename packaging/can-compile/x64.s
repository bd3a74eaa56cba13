# Exits with 0 where a process may execute memory that it has written to, as V8's compiler does, else with 1. SELinux (execmem), systemd's
# MemoryDenyWriteExecute= and prctl(PR_SET_MDWE) deny it, and no file in /proc tells. See syscall(2), mmap(2), mprotect(2).
	.globl	_start
_start:
	mov	$9, %eax		# mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
	xor	%edi, %edi
	mov	$4096, %esi
	mov	$3, %edx
	mov	$0x22, %r10d
	mov	$-1, %r8
	xor	%r9d, %r9d
	syscall
	mov	%rax, %rdi
	mov	$10, %eax		# mprotect(memory, 4096, PROT_READ | PROT_WRITE | PROT_EXEC)
	mov	$7, %edx
	syscall
	xor	%edi, %edi
	test	%rax, %rax
	setnz	%dil
	mov	$60, %eax		# exit(failed)
	syscall
	.section .note.GNU-stack, "", @progbits

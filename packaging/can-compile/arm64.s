// Exits with 0 where a process may execute memory that it has written to, as V8's compiler does, else with 1. SELinux (execmem), systemd's
// MemoryDenyWriteExecute= and prctl(PR_SET_MDWE) deny it, and no file in /proc tells. See syscall(2), mmap(2), mprotect(2).
	.globl	_start
_start:
	mov	x8, #222		// mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
	mov	x0, #0
	mov	x1, #4096
	mov	x2, #3
	mov	x3, #0x22
	mov	x4, #-1
	mov	x5, #0
	svc	#0
	mov	x8, #226		// mprotect(memory, 4096, PROT_READ | PROT_WRITE | PROT_EXEC)
	mov	x1, #4096
	mov	x2, #7
	svc	#0
	cmp	x0, #0
	cset	x0, ne
	mov	x8, #93			// exit(failed)
	svc	#0
	.section .note.GNU-stack, "", %progbits

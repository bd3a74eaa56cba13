/* Leaves a mark named after the program that loads it, whichever way it is loaded. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

__attribute__((constructor)) static void mark(void) {
  char program[4096] = "", path[4200];
  if (readlink("/proc/self/exe", program, sizeof program - 1) < 0) return;
  snprintf(path, sizeof path, "/tmp/marks/so.%s", strrchr(program, '/') + 1);
  int fd = open(path, O_WRONLY | O_CREAT, 0666);
  if (fd >= 0) close(fd);
}

/* rtld-audit(7) */
unsigned la_version(unsigned version) { return version; }
/* iconv's modules */
int gconv(void) { return 0; }

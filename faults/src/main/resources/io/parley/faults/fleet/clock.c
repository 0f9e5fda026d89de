/* The wall clock of one process: the kernel's time plus a number of seconds, a signed 64 bit integer in the file that
   FAULTS_CLOCK names, which may change at any moment. The monotonic clock stays unchanged. For LD_PRELOAD. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static int (*kernel)(clockid_t, struct timespec *);
static const volatile int64_t *jump;

static void __attribute__((constructor)) start(void) {
  const char *name = getenv("FAULTS_CLOCK");
  int file = name ? open(name, O_RDONLY | O_CLOEXEC) : -1;
  void *seconds = file < 0 ? MAP_FAILED : mmap(NULL, sizeof *jump, PROT_READ, MAP_SHARED, file, 0);
  kernel = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
  if (!kernel || seconds == MAP_FAILED) {
    perror("FAULTS_CLOCK");
    _exit(127);
  }
  jump = seconds;
}

int clock_gettime(clockid_t clock, struct timespec *at) {
  int failed = kernel(clock, at);
  if (!failed && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) at->tv_sec += *jump;
  return failed;
}

int gettimeofday(struct timeval *restrict at, void *restrict zone) {
  (void)zone;
  struct timespec now;
  if (clock_gettime(CLOCK_REALTIME, &now)) return -1;
  at->tv_sec = now.tv_sec;
  at->tv_usec = now.tv_nsec / 1000;
  return 0;
}

time_t time(time_t *at) {
  struct timespec now;
  if (clock_gettime(CLOCK_REALTIME_COARSE, &now)) return -1;
  if (at) *at = now.tv_sec;
  return now.tv_sec;
}

/* Stands between a program and the C library, by LD_PRELOAD: the n-th call that changes a disk fails, or the
   program dies before, within or after it. Says nothing and changes nothing until fate_arm is called. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum { OFF, FAIL, FAIL_ON, KILL_BEFORE, KILL_WITHIN, KILL_AFTER };

static int how = OFF, number, seen, failing;
static char *told; /* 32 bytes for the call's name, then one for whether fate was met; shared with the parent */

void fate_arm(int at, int what, int error, char *shared) {
    number = at; seen = 0; failing = error; told = shared; how = what;
}

void fate_disarm(void) { how = OFF; }

static void die(void) { kill(getpid(), SIGKILL); for (;;) pause(); }

static int meet(const char *name) {
    if (how == OFF) return OFF;
    seen++;
    if (seen < number || (seen > number && how != FAIL_ON)) return OFF;
    if (seen == number) { strncpy(told, name, 31); told[32] = 1; }
    if (how == KILL_BEFORE) die();
    if (how == FAIL || how == FAIL_ON) errno = failing;
    return how;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define CALL(kind, name, parameters, arguments)                     \
    kind name parameters {                                          \
        int fate = meet(#name);                                     \
        if (fate == FAIL || fate == FAIL_ON) return -1;             \
        if (fate == KILL_WITHIN) die();                             \
        kind result = REAL(name) arguments;                         \
        if (fate == KILL_AFTER) die();                              \
        return result;                                              \
    }
#define WRITE(name, parameters, half, whole)                        \
    ssize_t name parameters {                                       \
        int fate = meet(#name);                                     \
        if (fate == FAIL || fate == FAIL_ON) return -1;             \
        if (fate == KILL_WITHIN) { (void)!REAL(name) half; die(); } \
        ssize_t result = REAL(name) whole;                          \
        if (fate == KILL_AFTER) die();                              \
        return result;                                              \
    }

WRITE(write, (int f, const void *d, size_t n), (f, d, n / 2), (f, d, n))
WRITE(pwrite64, (int f, const void *d, size_t n, off64_t at), (f, d, n / 2, at), (f, d, n, at))
WRITE(sendfile64, (int o, int i, off64_t *at, size_t n), (o, i, at, n / 2), (o, i, at, n))
WRITE(copy_file_range, (int i, off64_t *ia, int o, off64_t *oa, size_t n, unsigned g), (i, ia, o, oa, n / 2, g),
      (i, ia, o, oa, n, g))
CALL(int, ftruncate64, (int f, off64_t n), (f, n))
CALL(int, truncate64, (const char *p, off64_t n), (p, n))
CALL(int, fsync, (int f), (f))
CALL(int, fdatasync, (int f), (f))
CALL(int, rename, (const char *a, const char *b), (a, b))
CALL(int, renameat, (int i, const char *a, int j, const char *b), (i, a, j, b))
CALL(int, link, (const char *a, const char *b), (a, b))
CALL(int, unlink, (const char *p), (p))
CALL(int, unlinkat, (int f, const char *p, int g), (f, p, g))
CALL(int, mkdir, (const char *p, mode_t m), (p, m))
CALL(int, rmdir, (const char *p), (p))
CALL(int, chmod, (const char *p, mode_t m), (p, m))
CALL(int, fchmodat, (int f, const char *p, mode_t m, int g), (f, p, m, g))
CALL(int, chown, (const char *p, uid_t u, gid_t g), (p, u, g))
CALL(int, utimensat, (int f, const char *p, const struct timespec t[2], int g), (f, p, t, g))

#define OPEN(name)                                                  \
    int name(const char *path, int flags, ...) {                    \
        va_list rest; va_start(rest, flags);                        \
        mode_t mode = va_arg(rest, mode_t); va_end(rest);           \
        int changes = flags & (O_CREAT | O_TRUNC);                  \
        int fate = changes ? meet(#name) : OFF;                     \
        if (fate == FAIL || fate == FAIL_ON) return -1;             \
        if (fate == KILL_WITHIN) die();                             \
        int result = REAL(name)(path, flags, mode);                 \
        if (fate == KILL_AFTER) die();                              \
        return result;                                              \
    }
OPEN(open)
OPEN(open64)

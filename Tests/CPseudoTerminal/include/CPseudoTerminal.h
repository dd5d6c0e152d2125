#ifndef CPSEUDOTERMINAL_H
#define CPSEUDOTERMINAL_H

#include <spawn.h>
#include <sys/types.h>

/// Starts a program on a new pseudo terminal of the given size, as leader of its own session. The controlling end's
/// descriptor, or -1 with errno set; `process` receives the process id.
int pseudo_terminal_spawn(
    const char *path, char *const arguments[], char *const environment[], const char *directory,
    unsigned short rows, unsigned short columns, pid_t *process);

/// Tells the terminal, and so the program on it, a new size. 0, or -1 with errno set.
int pseudo_terminal_resize(int terminal, unsigned short rows, unsigned short columns);

/// Lets a program begin in a folder; Swift does not see the function of the C library that does it.
int spawn_actions_add_directory(posix_spawn_file_actions_t *actions, const char *directory);

/// Keeps every descriptor above the standard streams from a program: a test's server would stay open in it otherwise.
/// Apple's systems have a flag for it instead, POSIX_SPAWN_CLOEXEC_DEFAULT.
int spawn_actions_close_others(posix_spawn_file_actions_t *actions);

#endif

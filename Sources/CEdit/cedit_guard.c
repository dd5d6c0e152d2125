#if defined(__linux__)
#define _GNU_SOURCE
#endif
#include "cedit_internal.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

// Signal handlers and exit() know no object, so what they have to give back is global: one guard in a process.

static const int fatal_signals[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGABRT, SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP};
enum { fatal_count = sizeof fatal_signals / sizeof *fatal_signals };

static atomic_bool is_active;
static atomic_bool is_entering;
static atomic_bool is_over;
static struct termios modes;
static int ends_pastes;
static int terminal_output = -1;
static int terminal_input = -1;
static int wake_descriptor = -1;
static struct sigaction previous_fatal[fatal_count];
static struct sigaction previous_resized;
static struct sigaction previous_continued;

void cedit_guard_restore(void) {
    if (!atomic_exchange(&is_active, 0)) return;
    static const char paste_off[] = "\033[?2004l";
    int code = errno;
    if (ends_pastes && write(terminal_output, paste_off, sizeof paste_off - 1) < 0) errno = 0;
    tcsetattr(terminal_input, TCSANOW, &modes);
    errno = code;
}

static void on_fatal(int number) {
    cedit_guard_restore();
    for (int index = 0; index < fatal_count; index++) {
        if (fatal_signals[index] == number) sigaction(number, &previous_fatal[index], NULL);
    }
    // Blocked until this handler returns, then whoever was there before deals with it.
    raise(number);
}

static void send_reason(char reason) {
    int code = errno;
    if (write(wake_descriptor, &reason, 1) < 0) errno = 0;
    errno = code;
}

static void pass_on(const struct sigaction *previous, int number) {
    if ((previous->sa_flags & SA_SIGINFO) != 0) return;
    if (previous->sa_handler == SIG_DFL || previous->sa_handler == SIG_IGN) return;
    previous->sa_handler(number);
}

static void on_resized(int number) {
    send_reason(CEDIT_WAKE_RESIZED);
    pass_on(&previous_resized, number);
}

static void on_continued(int number) {
    send_reason(CEDIT_WAKE_CONTINUED);
    pass_on(&previous_continued, number);
}

static void install(int number, void (*handler)(int), struct sigaction *previous) {
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    sigaction(number, NULL, previous);
    // Whoever ignores a signal has its reasons, or hears of it in another way.
    if (previous->sa_handler == SIG_IGN && handler == on_fatal) return;
    // Whoever handles Ctrl-C from outside goes on editing: the terminal's modes have to stay.
    if (number == SIGINT && previous->sa_handler != SIG_DFL) return;
    sigaction(number, &action, NULL);
}

static void uninstall(int number, void (*handler)(int), const struct sigaction *previous) {
    struct sigaction current;
    sigaction(number, NULL, &current);
    // Only what is still ours: somebody may have installed a handler while the line was edited.
    if (current.sa_handler == handler) sigaction(number, previous, NULL);
}

// Another thread may be about to set the modes for a line, and would do so after they have been given back: it is
// waited for, and none begins any more. 200 ms are more than it takes unless that thread hangs.
static void restore_at_exit(void) {
    atomic_store(&is_over, 1);
    for (int waits = 0; waits < 200 && atomic_load(&is_entering); waits++) poll(NULL, 0, 1);
    cedit_guard_restore();
}

void cedit_guard_entered(void) {
    atomic_store(&is_entering, 0);
}

static void register_exit(void) {
    atexit(restore_at_exit);
}

int cedit_guard_begin(cedit *editor, int brackets_pastes) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, register_exit);
    atomic_store(&is_entering, 1);
    if (atomic_load(&is_over)) {
        atomic_store(&is_entering, 0);
        for (;;) pause();
    }
    terminal_input = fileno(editor->input);
    terminal_output = fileno(editor->output);
    wake_descriptor = editor->wake[1];
    if (tcgetattr(terminal_input, &modes) != 0) {
        atomic_store(&is_entering, 0);
        return -1;
    }
    ends_pastes = brackets_pastes;
    atomic_store(&is_active, 1);
    if (brackets_pastes) cedit_write(editor, "\033[?2004h", 8);
    for (int index = 0; index < fatal_count; index++) {
        install(fatal_signals[index], on_fatal, &previous_fatal[index]);
    }
    install(SIGWINCH, on_resized, &previous_resized);
    install(SIGCONT, on_continued, &previous_continued);
    return 0;
}

void cedit_guard_end(void) {
    atomic_store(&is_entering, 0);
    cedit_guard_restore();
    for (int index = 0; index < fatal_count; index++) {
        uninstall(fatal_signals[index], on_fatal, &previous_fatal[index]);
    }
    uninstall(SIGWINCH, on_resized, &previous_resized);
    uninstall(SIGCONT, on_continued, &previous_continued);
}

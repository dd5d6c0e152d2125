#ifndef CEDIT_H
#define CEDIT_H

#include <stddef.h>
#include <stdint.h>

/// A thin face over libedit: one function with fixed arguments for each operation the shell uses, because libedit's own
/// are variadic and Swift cannot call those. Characters are Unicode code points (wchar_t on Linux and macOS).
///
/// One editor belongs to one owner and is used by one thread at a time; only ``cedit_guard_restore`` may be called from
/// elsewhere.
typedef struct cedit cedit;

/// What a key function tells libedit to do next.
enum cedit_reply {
    /// Nothing: the screen is right already.
    CEDIT_DONE = 0,
    /// The text changed: bring the screen up to date.
    CEDIT_REFRESH = 1,
    /// Ring the bell.
    CEDIT_BEEP = 2
};

/// What the editor asks of its owner, always on the thread that is inside ``cedit_read_line``.
typedef struct cedit_owner {
    /// Handed back in every call.
    void *context;
    /// The next character: 1 and the code point, 0 at the end of input, -1 on an error.
    int (*next_character)(void *context, int32_t *character);
    /// A key bound to "owner-key" was pressed; the answer is one of `enum cedit_reply`.
    int (*key_pressed)(void *context, int32_t character);
} cedit_owner;

/// The text being edited. The pointer is good until the text changes.
typedef struct cedit_text {
    const int32_t *characters;
    size_t length;
    size_t cursor;
} cedit_text;

/// Sets a UTF-8 character set for the process when its environment names none; libedit drops other characters in it.
/// Returns 0, or -1 when the system has no such locale.
int cedit_use_utf8(void);

/// The columns a code point takes on the screen, drawn as libedit draws it; newline and tab are the caller's business.
int cedit_width(int32_t character);

/// Opens an editor on three descriptors, which stay the caller's. With `draws` libedit paints prompt and line itself;
/// without, nothing but what ``cedit_write`` is given reaches the terminal. NULL when memory or the terminal's set-up
/// fails.
cedit *cedit_open(const char *program, int input, int output, int error, int draws, cedit_owner owner);
/// Closes it; characters typed ahead stay in the terminal.
void cedit_close(cedit *editor);

/// Chooses "emacs" or "vi"; this resets every key binding.
int cedit_set_mode(cedit *editor, const char *mode);
/// Runs one line of an editrc file. -1 when libedit does not understand it.
int cedit_run_line(cedit *editor, const char *line);
/// Binds a key to a libedit function; "owner-key" is the one that calls `key_pressed`.
int cedit_bind(cedit *editor, const char *key, const char *function);
/// The same in the key map of vi's command mode.
int cedit_bind_command(cedit *editor, const char *key, const char *function);
/// Turns editing on and hands Ctrl-C, Ctrl-Z, Ctrl-S and their like over as ordinary keys while a line is edited.
void cedit_take_keys(cedit *editor);

/// The prompt, UTF-8; escape sequences in it stand between two \001.
int cedit_set_prompt(cedit *editor, const char *prompt);

/// Reads one line. The number of characters, newline included, or -1 at the end of input; `text` is good until the next
/// call.
ptrdiff_t cedit_read_line(cedit *editor, const int32_t **text);

/// The text being edited.
cedit_text cedit_current(cedit *editor);
/// Moves the cursor by a number of characters.
void cedit_move(cedit *editor, int characters);
/// Inserts characters at the cursor; they end at a zero. -1 when there is no memory for them.
int cedit_insert(cedit *editor, const int32_t *characters);
/// Removes characters before the cursor.
void cedit_delete_before(cedit *editor, int characters);

/// Forgets what is on the screen and paints prompt and text where the cursor stands.
void cedit_paint(cedit *editor);
/// Reads the size of the window again.
void cedit_resize(cedit *editor);
/// Puts the terminal into editing mode again, whatever was done to it meanwhile.
void cedit_enter_editing_mode(cedit *editor);
/// Gives the terminal its normal mode, to stop or run something else.
void cedit_leave_editing_mode(cedit *editor);
/// Writes to the terminal, in order with libedit's own output.
void cedit_write(cedit *editor, const char *bytes, size_t length);

/// Reasons to look up from waiting for a key.
enum cedit_wake_reason {
    CEDIT_WAKE_PRINT = 'p',
    CEDIT_WAKE_RESIZED = 'w',
    CEDIT_WAKE_CONTINUED = 'c'
};
/// Where the reasons arrive, one byte each; the owner polls it beside the terminal. Does not block.
int cedit_wake_descriptor(cedit *editor);
/// Where reasons are sent to, from every thread. Does not block either: a full pipe means that enough are waiting.
int cedit_wake_sender(cedit *editor);

/// Remembers the terminal's modes and sees that they come back whichever way the process ends: fatal signals and exit()
/// included. Window changes and continuing after a stop are sent as reasons to wake. `brackets_pastes` asks the terminal
/// to mark what is pasted until the modes come back. 0, or -1 when there is no terminal.
int cedit_guard_begin(cedit *editor, int brackets_pastes);
/// Gives the modes and the signal handlers back.
void cedit_guard_end(void);
/// Gives the modes back at once, if a guard is up. May be called from every thread and from a signal handler.
void cedit_guard_restore(void);

#endif

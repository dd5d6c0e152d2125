#if defined(__linux__)
#define _GNU_SOURCE
#endif
#include "cedit_internal.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

_Static_assert(sizeof(wchar_t) == sizeof(int32_t), "characters are handed over without copying");

cedit *cedit_of(EditLine *line) {
    void *editor = NULL;
    el_get(line, EL_CLIENTDATA, &editor);
    return editor;
}

static char *prompt_text(EditLine *line) {
    return cedit_of(line)->prompt;
}

static int next_character(EditLine *line, wchar_t *character) {
    cedit *editor = cedit_of(line);
    cedit_guard_entered();
    int32_t code = 0;
    int status = editor->owner.next_character(editor->owner.context, &code);
    *character = (wchar_t)code;
    return status;
}

// A stream of our own on a copy of the descriptor: closing it leaves the caller's open.
static FILE *open_stream(int descriptor, const char *mode) {
    int copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
    if (copy < 0) return NULL;
    FILE *stream = fdopen(copy, mode);
    if (stream == NULL) close(copy);
    return stream;
}

static int open_wake_pipe(cedit *editor) {
    if (pipe(editor->wake) != 0) return -1;
    for (int end = 0; end < 2; end++) {
        fcntl(editor->wake[end], F_SETFD, FD_CLOEXEC);
        fcntl(editor->wake[end], F_SETFL, O_NONBLOCK);
    }
    return 0;
}

// With an unknown TERM el_init complains on the error stream; the editor works all the same, so nobody needs to hear it.
static EditLine *open_quietly(cedit *editor, const char *program, int draws) {
    EditLine *line = el_init(program, editor->input, editor->output, editor->nowhere);
    if (line == NULL) return NULL;
    el_set(line, EL_SETFP, 2, editor->error);
    // Only after el_init, which wants to see a terminal.
    if (!draws) el_set(line, EL_SETFP, 1, editor->nowhere);
    return line;
}

cedit *cedit_open(const char *program, int input, int output, int error, int draws, cedit_owner owner) {
    cedit *editor = calloc(1, sizeof *editor);
    if (editor == NULL) return NULL;
    editor->owner = owner;
    editor->wake[0] = editor->wake[1] = -1;
    editor->input = open_stream(input, "r");
    editor->output = open_stream(output, "w");
    editor->error = open_stream(error, "w");
    editor->nowhere = fopen("/dev/null", "we");
    editor->prompt = strdup("");
    if (editor->input != NULL && editor->output != NULL && editor->error != NULL && editor->nowhere != NULL
        && editor->prompt != NULL && open_wake_pipe(editor) == 0) {
        editor->line = open_quietly(editor, program, draws);
    }
    if (editor->line == NULL) {
        cedit_close(editor);
        return NULL;
    }
    el_set(editor->line, EL_CLIENTDATA, (void *)editor);
    el_set(editor->line, EL_PROMPT_ESC, prompt_text, '\001');
    el_set(editor->line, EL_GETCFN, next_character);
    cedit_add_functions(editor);
    return editor;
}

void cedit_close(cedit *editor) {
    if (editor->line != NULL) {
        // el_end flushes the terminal's input unless editing is off.
        el_set(editor->line, EL_EDITMODE, 0);
        el_end(editor->line);
    }
    if (editor->input != NULL) fclose(editor->input);
    if (editor->output != NULL) fclose(editor->output);
    if (editor->error != NULL) fclose(editor->error);
    if (editor->nowhere != NULL) fclose(editor->nowhere);
    if (editor->wake[0] >= 0) close(editor->wake[0]);
    if (editor->wake[1] >= 0) close(editor->wake[1]);
    free(editor->prompt);
    free(editor);
}

int cedit_set_prompt(cedit *editor, const char *prompt) {
    char *copy = strdup(prompt);
    if (copy == NULL) return -1;
    free(editor->prompt);
    editor->prompt = copy;
    return 0;
}

ptrdiff_t cedit_read_line(cedit *editor, const int32_t **text) {
    int count = 0;
    const wchar_t *line = el_wgets(editor->line, &count);
    *text = (const int32_t *)line;
    return line == NULL ? -1 : count;
}

cedit_text cedit_current(cedit *editor) {
    const LineInfoW *info = el_wline(editor->line);
    cedit_text text = {
        (const int32_t *)info->buffer,
        (size_t)(info->lastchar - info->buffer),
        (size_t)(info->cursor - info->buffer),
    };
    return text;
}

void cedit_move(cedit *editor, int characters) {
    el_cursor(editor->line, characters);
}

int cedit_insert(cedit *editor, const int32_t *characters) {
    if (*characters == 0) return 0;
    return el_winsertstr(editor->line, (const wchar_t *)characters);
}

void cedit_delete_before(cedit *editor, int characters) {
    el_deletestr(editor->line, characters);
}

void cedit_paint(cedit *editor) {
    el_set(editor->line, EL_REFRESH);
}

void cedit_resize(cedit *editor) {
    el_resize(editor->line);
}

void cedit_enter_editing_mode(cedit *editor) {
    // libedit believes it is in editing mode after a stop from outside and would do nothing.
    el_set(editor->line, EL_PREP_TERM, 0);
    el_set(editor->line, EL_PREP_TERM, 1);
}

void cedit_leave_editing_mode(cedit *editor) {
    el_set(editor->line, EL_PREP_TERM, 0);
}

void cedit_write(cedit *editor, const char *bytes, size_t length) {
    fwrite(bytes, 1, length, editor->output);
    fflush(editor->output);
}

int cedit_wake_descriptor(cedit *editor) {
    return editor->wake[0];
}

int cedit_wake_sender(cedit *editor) {
    return editor->wake[1];
}

#include "cedit_internal.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

static unsigned char owner_key(EditLine *line, int character) {
    cedit *editor = cedit_of(line);
    switch (editor->owner.key_pressed(editor->owner.context, character)) {
    case CEDIT_REFRESH: return CC_REFRESH;
    case CEDIT_BEEP: return CC_ERROR;
    default: return CC_NORM;
    }
}

int cedit_add_functions(cedit *editor) {
    return el_set(editor->line, EL_ADDFN, "owner-key", "handled by the program", owner_key);
}

int cedit_set_mode(cedit *editor, const char *mode) {
    return el_set(editor->line, EL_EDITOR, mode);
}

int cedit_bind(cedit *editor, const char *key, const char *function) {
    return el_set(editor->line, EL_BIND, key, function, NULL);
}

int cedit_bind_command(cedit *editor, const char *key, const char *function) {
    return el_set(editor->line, EL_BIND, "-a", key, function, NULL);
}

// el_source stops at the first bad line, and a `bind -v` in the file wipes what was bound before it. Line by line the
// owner chooses the order and a bad line costs only itself.
int cedit_run_line(cedit *editor, const char *line) {
    Tokenizer *tokenizer = tok_init(NULL);
    if (tokenizer == NULL) return -1;
    int count = 0;
    const char **words = NULL;
    int status = tok_str(tokenizer, line, &count, &words);
    if (status == 0 && count > 0) status = el_parse(editor->line, count, words);
    tok_end(tokenizer);
    return status == 0 ? 0 : -1;
}

void cedit_take_keys(cedit *editor) {
    el_set(editor->line, EL_EDITMODE, 1);
    el_set(editor->line, EL_SIGNAL, 0);
    el_set(editor->line, EL_SETTY, "-d", "-isig", "-ixon", NULL);
}

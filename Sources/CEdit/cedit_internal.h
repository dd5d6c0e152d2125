#ifndef CEDIT_INTERNAL_H
#define CEDIT_INTERNAL_H

#include "CEdit.h"

#include <histedit.h>
#include <stdio.h>

struct cedit {
    EditLine *line;
    FILE *input;
    FILE *output;
    FILE *error;
    /// Where libedit draws when the owner paints the line: nowhere.
    FILE *nowhere;
    char *prompt;
    cedit_owner owner;
    /// A pipe: reading end, writing end.
    int wake[2];
};

/// The editor behind libedit's handle.
cedit *cedit_of(EditLine *line);

/// Makes "owner-key" known to libedit. Once per handle: each EL_ADDFN leaks a little.
int cedit_add_functions(cedit *editor);

/// The terminal has its modes for editing: libedit asks for a character.
void cedit_guard_entered(void);

#endif

#if defined(__linux__)
#define _GNU_SOURCE
#endif
#include "CEdit.h"

#include <langinfo.h>
#include <locale.h>
#include <string.h>
#include <wchar.h>

int cedit_use_utf8(void) {
    static const char *const fallbacks[] = {"C.UTF-8", "C.utf8", "en_US.UTF-8", "UTF-8"};
    setlocale(LC_CTYPE, "");
    if (strcmp(nl_langinfo(CODESET), "UTF-8") == 0) return 0;
    for (size_t index = 0; index < sizeof fallbacks / sizeof *fallbacks; index++) {
        if (setlocale(LC_CTYPE, fallbacks[index]) != NULL) return 0;
    }
    return -1;
}

int cedit_width(int32_t character) {
    // libedit shows controls as ^X and what the locale cannot print as \U+XXXX.
    if (character < 0x20 || character == 0x7F) return 2;
    int width = wcwidth((wchar_t)character);
    if (width >= 0) return width;
    return character > 0xFFFF ? 8 : 7;
}

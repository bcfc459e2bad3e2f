// SPDX-License-Identifier: AGPL-3.0-or-later
// The only C++ of the project: CLD2 has no C interface. No exception can pass: CLD2 throws none.

#include "reading-language.h"
#include <cstdio>
#include <cld2/public/compact_lang_det.h>

const char *
tnc_reading_language_detect(const char *text, gsize size)
{
    bool reliable = false;
    CLD2::Language language = CLD2::DetectLanguage(text, static_cast<int>(size < 20000 ? size : 20000), true, &reliable);
    return language == CLD2::UNKNOWN_LANGUAGE ? NULL : CLD2::LanguageCode(language);
}

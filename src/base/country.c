// SPDX-License-Identifier: AGPL-3.0-or-later

#include "country.h"
#include <string.h>

// ISO 3166-1:2020, every officially assigned code.
static const char codes[] =
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN "
    "BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ "
    "DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL "
    "GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM "
    "JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME "
    "MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP "
    "NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD "
    "SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO "
    "TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW ";

// Codes that people use, and the European Union too (its VAT numbers), for those that the standard gives.
static const char used[][2][TNC_COUNTRY_BUFFER] = {{"UK", "GB"}, {"EL", "GR"}};

gboolean
tnc_country_parse(const char *text, char code_out[TNC_COUNTRY_BUFFER])
{
    g_autofree char *code = g_strstrip(g_ascii_strup(text, -1));
    if (strlen(code) != 2 || !g_ascii_isupper(code[0]) || !g_ascii_isupper(code[1]))
        return FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(used); i++)
        if (g_str_equal(code, used[i][0]))
            memcpy(code, used[i][1], TNC_COUNTRY_BUFFER);
    const char *found = strstr(codes, code);
    memcpy(code_out, code, TNC_COUNTRY_BUFFER);
    return found != NULL;
}

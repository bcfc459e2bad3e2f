// SPDX-License-Identifier: AGPL-3.0-or-later
// The countries that can be chosen, by their ISO 3166 codes; the browser knows their names.
import { language } from './words';

const UNION = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ');
const AREA = 'IS LI NO'.split(' ');
const OTHERS = (
    'AD AE AR AU BR CA CH CL CN CO DZ EG GB GE HK ID IL IN JP KR MA MC MD MX MY NZ PH RS SA SG TH TN TR TW UA US VN ZA'
).split(' ');

export const inEurope = (code: string) => UNION.includes(code) || AREA.includes(code);

export function countryName(code: string): string {
    try {
        return new Intl.DisplayNames([language], { type: 'region' }).of(code) ?? code;
    } catch {
        return code;
    }
}

// For a Picker: none, then all by name; CHOSEN is among them whatever it is.
export const countries = (chosen: string): [string, string][] => [
    ['', '—'],
    ...Array.from(new Set([...UNION, ...AREA, ...OTHERS, ...(chosen ? [chosen] : [])]))
        .map(code => [code, countryName(code)] as [string, string])
        .sort((a, b) => a[1].localeCompare(b[1], language)),
];

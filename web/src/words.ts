// SPDX-License-Identifier: AGPL-3.0-or-later
// Which language the page speaks, and how it writes days, sums and lengths of time. The sentences themselves are in
// words-fr.ts and words-en.ts; what the program says comes from it in the same language.
import type { Money } from './api-types';
import { en } from './words-en';
import { fr } from './words-fr';

export type Language = 'fr' | 'en';
export type Words = typeof en;

// The words in use; replaced as a whole when the language changes, before anything is drawn.
export let w: Words = en;
export let language: Language = 'en';

export function speak(chosen: string) {
    language = chosen.startsWith('fr') ? 'fr' : 'en';
    w = language === 'fr' ? fr : en;
    document.documentElement.lang = language;
}

// What was spoken in this browser last.
const SPOKEN = 'tenace-language';
export const remembered = () => localStorage.getItem(SPOKEN);
export const remember = (chosen: string) => localStorage.setItem(SPOKEN, chosen);

// What stands in the dictionaries by a name of the program's; the name itself when it is new.
export const named = (table: Record<string, string>, name: string | null | undefined) =>
    name ? (table[name] ?? name.replaceAll('_', ' ')) : '';

const locale = () => (language === 'fr' ? 'fr-FR' : 'en-GB');

// A day ('2026-03-30') is the same day in every time zone: it is written from its noon in UTC.
const instantOf = (text: string) => (text.length === 10 ? new Date(text + 'T12:00:00Z') : new Date(text));
const zoneOf = (text: string) => (text.length === 10 ? 'UTC' : undefined);

export function day(text: string | null, long = false): string {
    if (!text) return '';
    const date = instantOf(text);
    const sameYear = date.getFullYear() === new Date().getFullYear();
    return new Intl.DateTimeFormat(locale(), {
        weekday: long ? 'long' : undefined,
        day: 'numeric',
        month: 'long',
        year: sameYear ? undefined : 'numeric',
        timeZone: zoneOf(text),
    }).format(date);
}

export const time = (text: string) =>
    new Intl.DateTimeFormat(locale(), { hour: '2-digit', minute: '2-digit' }).format(new Date(text));

export function money(sum: Money | null | undefined): string {
    if (!sum) return '';
    const plain = new Intl.NumberFormat(locale(), { style: 'currency', currency: sum.currency });
    const digits = plain.resolvedOptions().maximumFractionDigits ?? 2;
    return plain.format(sum.amount / 10 ** digits);
}

// Whole days from today to a day: negative when it is past.
export function daysUntil(text: string): number {
    const today = new Date();
    const start = Date.UTC(today.getFullYear(), today.getMonth(), today.getDate());
    const end = instantOf(text);
    return Math.round((Date.UTC(end.getFullYear(), end.getMonth(), end.getDate()) - start) / 86400000);
}

export const size = (bytes: number | null) =>
    bytes === null
        ? ''
        : new Intl.NumberFormat(locale(), {
              style: 'unit',
              unit: bytes < 1e6 ? 'kilobyte' : 'megabyte',
              maximumFractionDigits: bytes < 1e6 ? 0 : 1,
          }).format(Math.max(1, bytes / (bytes < 1e6 ? 1e3 : 1e6)));

// What the program says, set as the page sets its own French: curly apostrophes, and no line begins with a colon or a mark.
export const typeset = (text: string) =>
    language === 'fr'
        ? text
              .replace(/(\p{L})'(?=[\p{L}«])/gu, '$1’')
              .replace(/ (?=[:»])|(?<=«) /g, '\u00a0')
              .replace(/ (?=[;!?])/g, '\u202f')
        : text.replace(/(\p{L})'(?=\p{L})/gu, '$1’');

export const capital = (text: string) => text.charAt(0).toLocaleUpperCase(locale()) + text.slice(1);

// SPDX-License-Identifier: AGPL-3.0-or-later
// A text with passages marked in it. The program counts in bytes of UTF-8, the browser in units of UTF-16.
import type { ComponentChildren } from 'preact';

export type Passage = { start: number; end: number; tone: string; title: string };

// The unit of TEXT at which byte OFFSET stands.
export function unitOf(text: string, offset: number): number {
    let bytes = 0;
    let unit = 0;
    for (const character of text) {
        if (bytes >= offset) return unit;
        const code = character.codePointAt(0)!;
        bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
        unit += character.length;
    }
    return unit;
}

// TEXT with its passages as <mark>, the first of two that overlap winning; each mark says what it shows.
export function Marked(props: { text: string; passages: Passage[]; id?: string }) {
    const parts: ComponentChildren[] = [];
    let at = 0;
    const sorted = props.passages
        .map(one => ({ ...one, start: unitOf(props.text, one.start), end: unitOf(props.text, one.end) }))
        .filter(one => one.end > one.start)
        .sort((a, b) => a.start - b.start || b.end - a.end);
    for (const one of sorted) {
        if (one.start < at) continue;
        parts.push(props.text.slice(at, one.start));
        parts.push(
            <mark class={one.tone} key={one.start}>
                {props.text.slice(one.start, one.end)}
            </mark>,
            <small class={`mark-title ${one.tone}`} key={-one.start - 1}>
                {one.title}
            </small>,
        );
        at = one.end;
    }
    parts.push(props.text.slice(at));
    return (
        <div class="words" id={props.id}>
            {parts}
        </div>
    );
}

// An excerpt of the search: the found words stand between U+2068 and U+2069.
export function Found(props: { excerpt: string }) {
    const parts = props.excerpt.split(/\u2068([^\u2069]*)\u2069/);
    return (
        <>
            {parts.map((part, index) =>
                index % 2 ? (
                    <mark class="found" key={index}>
                        {part}
                    </mark>
                ) : (
                    part
                ),
            )}
        </>
    );
}

// How a signal looks: what the seller gives, asks for, or dodges with.
const GIVES = /^(offers_|promises|gives_|apologises|thanks)/;
const ASKS = /^asks_(step|information|evidence)/;
export const toneOf = (kind: string) => (GIVES.test(kind) ? 'gives' : ASKS.test(kind) ? 'asks' : 'dodges');

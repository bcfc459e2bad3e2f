// SPDX-License-Identifier: AGPL-3.0-or-later
// The small parts that every screen is made of.
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { ApiProblem } from './api';
import { useFiles } from './data';
import { Icon, type IconName } from './icons';
import { w } from './words';

// ---- what is said in passing

type Said = { text: string; undo?: () => void; bad?: boolean };
let sayIt: (said: Said | null) => void = () => {};

// Says TEXT for a while, also to a screen reader.
export const say = (text: string, undo?: () => void) => sayIt({ text, undo });
export const sayProblem = (problem: ApiProblem) => sayIt({ text: wordsOf(problem), bad: true });
export const wordsOf = (problem: ApiProblem) => (problem.status ? problem.message || w.failed : w.offline);

export function Saying() {
    const [said, setSaid] = useState<Said | null>(null);
    sayIt = setSaid;
    useEffect(() => {
        if (!said) return;
        const timer = setTimeout(() => setSaid(null), said.bad ? 12000 : 6000);
        return () => clearTimeout(timer);
    }, [said]);
    return (
        <div class="saying" role="status" aria-live="polite">
            {said && (
                <div class={said.bad ? 'said bad' : 'said'}>
                    <span>{said.text}</span>
                    {said.undo && (
                        <button
                            class="quiet"
                            onClick={() => {
                                said.undo!();
                                setSaid(null);
                            }}
                        >
                            {w.undo}
                        </button>
                    )}
                    <button class="icon-only" aria-label={w.close} onClick={() => setSaid(null)}>
                        <Icon name="close" />
                    </button>
                </div>
            )}
        </div>
    );
}

// ---- headings, notes, waiting

// A screen's heading takes the focus when the screen changes, so that a keyboard or screen reader follows.
export function Title(props: {
    children: string;
    lead?: ComponentChildren;
    eyebrow?: ComponentChildren;
    page?: string;
}) {
    const heading = useRef<HTMLHeadingElement>(null);
    const name = props.page ?? props.children;
    useEffect(() => {
        document.title = `${name} · ${w.name}`;
    }, [name]);
    useEffect(() => {
        if (moved) heading.current?.focus({ preventScroll: true });
        moved = true;
        scrollTo(0, 0);
    }, []);
    return (
        <header class="title">
            {props.eyebrow && <div class="eyebrow">{props.eyebrow}</div>}
            <h1 ref={heading} tabIndex={-1}>
                {props.children}
            </h1>
            {props.lead && <p class="lead">{props.lead}</p>}
        </header>
    );
}
let moved = false;

export const Loading = () => (
    <div class="loading" role="status">
        <span class="unseen">{w.loading}</span>
        <i />
        <i />
        <i />
    </div>
);

export function Trouble(props: { problem: ApiProblem; retry?: () => void }) {
    return (
        <div class="note bad" role="alert">
            <Icon name="alert" />
            <div>
                <p>{props.problem.status === 404 ? w.notFound : wordsOf(props.problem)}</p>
                {props.retry && (
                    <button class="quiet" onClick={props.retry}>
                        {w.retry}
                    </button>
                )}
            </div>
        </div>
    );
}

export const Back = (props: { to: string; children?: ComponentChildren }) => (
    <a class="back" href={props.to}>
        <Icon name="back" />
        {props.children ?? w.back}
    </a>
);

export const Chip = (props: { tone?: string; icon?: IconName; children: ComponentChildren }) => (
    <span class={`chip ${props.tone ?? ''}`}>
        {props.icon && <Icon name={props.icon} />}
        {props.children}
    </span>
);

export const isWeb = (text: string | null | undefined): text is string => !!text && /^https?:\/\//.test(text);

export const Outside = (props: { href: string; class?: string; children: ComponentChildren }) => (
    <a href={props.href} class={props.class} target="_blank" rel="noopener noreferrer">
        {props.children}
        <Icon name="out" />
        <span class="unseen"> ({w.newTab})</span>
    </a>
);

export const Fold = (props: {
    title: ComponentChildren;
    open?: boolean;
    class?: string;
    children: ComponentChildren;
}) => (
    <details class={`fold ${props.class ?? ''}`} open={props.open}>
        <summary>
            <Icon name="fold" />
            {props.title}
        </summary>
        <div class="folded">{props.children}</div>
    </details>
);

// ---- fields

type InputProps = {
    label: string;
    value: string;
    onValue: (value: string) => void;
    hint?: string;
    optional?: boolean;
    lines?: number;
    type?: 'text' | 'email' | 'tel' | 'url' | 'password';
    list?: string[];
    required?: boolean;
    autocomplete?: string;
    mode?: 'decimal';
    wide?: boolean;
    ref_?: { current: HTMLTextAreaElement | null };
    lang?: string;
};

export function Field(props: InputProps) {
    const id = useId();
    const common = {
        id,
        value: props.value,
        required: props.required,
        lang: props.lang,
        'aria-describedby': props.hint ? id + '-hint' : undefined,
        onInput: (event: Event) => props.onValue((event.target as HTMLInputElement).value),
    };
    // A list goes with every type of field here; the types of Preact know it for some only.
    const attributes = { type: props.type ?? 'text', list: props.list && id + '-list' } as { type: 'text' };
    return (
        <div class={props.wide || props.lines ? 'field wide' : 'field'}>
            <label for={id}>
                {props.label}
                {props.optional && <small> {w.optional}</small>}
            </label>
            {props.lines ? (
                <textarea {...common} rows={props.lines} ref={props.ref_} />
            ) : (
                <input
                    {...common}
                    {...attributes}
                    autocomplete={(props.autocomplete ?? 'off') as 'off'}
                    inputMode={props.mode}
                />
            )}
            {props.list && (
                <datalist id={id + '-list'}>
                    {props.list.map(one => (
                        <option value={one} key={one} />
                    ))}
                </datalist>
            )}
            {props.hint && (
                <p class="hint" id={id + '-hint'}>
                    {props.hint}
                </p>
            )}
        </div>
    );
}

export function Choice<V extends string>(props: {
    label: string;
    value: V | null;
    options: [V, string, IconName?][];
    onValue: (value: V) => void;
    large?: boolean;
}) {
    const id = useId();
    return (
        <fieldset class={props.large ? 'choice large' : 'choice'}>
            <legend>{props.label}</legend>
            <div class="options">
                {props.options.map(([value, label, icon]) => (
                    <label key={value} class={props.value === value ? 'option chosen' : 'option'}>
                        <input
                            type="radio"
                            name={id}
                            value={value}
                            checked={props.value === value}
                            onChange={() => props.onValue(value)}
                        />
                        {icon && <Icon name={icon} />}
                        <span>{label}</span>
                    </label>
                ))}
            </div>
        </fieldset>
    );
}

export function Picker(props: {
    label: string;
    value: string;
    options: [string, string][];
    onValue: (value: string) => void;
}) {
    const id = useId();
    return (
        <div class="field">
            <label for={id}>{props.label}</label>
            <select
                id={id}
                value={props.value}
                onChange={event => props.onValue((event.target as HTMLSelectElement).value)}
            >
                {props.options.map(([value, label]) => (
                    <option value={value} key={value}>
                        {label}
                    </option>
                ))}
            </select>
        </div>
    );
}

// A button that does something which takes its time: it cannot be pressed twice, and tells when it failed.
export function Do(props: {
    act: () => Promise<unknown>;
    class?: string;
    icon?: IconName;
    disabled?: boolean;
    label?: string;
    children: ComponentChildren;
}) {
    const [busy, setBusy] = useState(false);
    const here = useRef(true);
    useEffect(
        () => () => {
            here.current = false;
        },
        [],
    );
    const press = () => {
        setBusy(true);
        props
            .act()
            .catch(sayProblem)
            .finally(() => here.current && setBusy(false));
    };
    return (
        <button
            type="button"
            class={props.class ?? 'secondary'}
            disabled={props.disabled || busy}
            aria-busy={busy}
            aria-label={props.label}
            onClick={press}
        >
            {props.icon && <Icon name={props.icon} />}
            <span>{props.children}</span>
        </button>
    );
}

// ---- copying

// Copies TEXT; where the clipboard is not to be had, selects what stands in the element SOURCE instead.
export function Copy(props: {
    text: string;
    what: string;
    source?: string;
    class?: string;
    children?: ComponentChildren;
}) {
    const [done, setDone] = useState(false);
    const copy = async () => {
        try {
            await navigator.clipboard.writeText(props.text);
            setDone(true);
            setTimeout(() => setDone(false), 2500);
        } catch {
            const element = props.source && document.getElementById(props.source);
            if (element) getSelection()?.selectAllChildren(element);
            say(w.copyFailed);
        }
    };
    return (
        <button
            type="button"
            class={props.class ?? 'secondary'}
            onClick={copy}
            aria-label={props.children ? undefined : w.copyOf(props.what)}
        >
            <Icon name={done ? 'check' : 'copy'} />
            <span aria-live="polite">{done ? w.copied : (props.children ?? w.copy)}</span>
        </button>
    );
}

// A value with its copy button; the value itself can be selected.
export function Copyable(props: { label: string; value: string; lang?: string }) {
    const id = useId();
    return (
        <div class="copyable">
            <div>
                <div class="copyable-label" id={id + '-label'}>
                    {props.label}
                </div>
                <div class="copyable-value" id={id} lang={props.lang}>
                    {props.value}
                </div>
            </div>
            <Copy text={props.value} what={props.label} source={id} />
        </div>
    );
}

// ---- files

export function Drop(props: {
    onFiles: (files: File[]) => void;
    label: string;
    accept?: string;
    multiple?: boolean;
    small?: boolean;
}) {
    const [over, setOver] = useState(false);
    const [taker] = useState(() => ({ take: props.onFiles }));
    taker.take = props.onFiles;
    const [give] = useState(() => (files: File[]) => taker.take(files));
    useFiles(give);
    return (
        <label
            class={`drop ${over ? 'over' : ''} ${props.small ? 'small' : ''}`}
            onDragOver={event => {
                event.preventDefault();
                setOver(true);
            }}
            onDragLeave={() => setOver(false)}
            onDrop={() => setOver(false)}
        >
            <Icon name="drop" />
            <span>{props.label}</span>
            <span class="drop-button">{w.drop.file}</span>
            <input
                type="file"
                accept={props.accept}
                multiple={props.multiple}
                onChange={event => {
                    const input = event.target as HTMLInputElement;
                    give(Array.from(input.files ?? []));
                    input.value = '';
                }}
            />
        </label>
    );
}

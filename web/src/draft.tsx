// SPDX-License-Identifier: AGPL-3.0-or-later
// The words of a move: in both languages side by side, with what the guards say, and the text being changed.
import { useEffect, useRef, useState } from 'preact/hooks';
import { part, post } from './api';
import type * as T from './api-types';
import { useData, useKept } from './data';
import { Marked, unitOf } from './highlight';
import { Icon } from './icons';
import { Chip, Field, Fold, sayProblem } from './ui';
import { capital, language, named, w } from './words';

export type Editing = {
    draft: T.Draft;
    text: string | null; // the buyer's own; null: as proposed
    setText: (text: string | null) => void;
    checking: boolean;
};

export const draftPath = (claim: string, move: string) => `claims/${part(claim)}/drafts/${part(move)}`;

// The draft of a move; a changed text is read again by the guards after a pause.
export function useDraft(claim: string, move: string) {
    const path = draftPath(claim, move);
    const loaded = useData<T.Draft>(path);
    const [text, setText] = useKept<string | null>(path, null);
    const [edited, setEdited] = useState<T.Draft | null>(null);
    const [checking, setChecking] = useState(false);
    useEffect(() => {
        setEdited(null);
        if (text === null) return;
        setChecking(true);
        const timer = setTimeout(() => {
            post<T.Draft>(path, { text })
                .then(setEdited, sayProblem)
                .finally(() => setChecking(false));
        }, 500);
        return () => clearTimeout(timer);
    }, [text, path]);
    const draft = text === null ? loaded.data : (edited ?? loaded.data);
    const stale = text !== null && !edited;
    return { ...loaded, draft, text, setText, checking: checking || stale };
}

export const bodyOf = (editing: Pick<Editing, 'draft' | 'text'>) => editing.text ?? editing.draft.body ?? '';

const passagesOf = (findings: T.GuardFinding[]) =>
    findings.map(one => ({
        start: one.start,
        end: one.end,
        tone: one.severity,
        title: named(w.message.guardKinds, one.kind),
    }));

// Both languages, or the only one; 'large' for what is read aloud.
export function Words(props: Editing & { large?: boolean }) {
    const { draft, text, setText } = props;
    const [open, setOpen] = useState(false);
    const area = useRef<HTMLTextAreaElement>(null);
    const both = draft.own_words !== null && text === null;
    const theirs = draft.language ?? language;
    const show = (finding: T.GuardFinding) => {
        setOpen(true);
        setTimeout(() => {
            const body = bodyOf(props);
            area.current?.focus();
            area.current?.setSelectionRange(unitOf(body, finding.start), unitOf(body, finding.end));
        });
    };
    return (
        <section class="draft">
            <div class={both && !open ? 'sides two' : 'sides'}>
                <div class="side">
                    {(draft.own_words !== null || theirs !== language) && (
                        <h2 class="side-name">{w.message.theirs(named(w.message.languages, theirs))}</h2>
                    )}
                    {open ? (
                        <Field
                            label={w.message.edit}
                            lines={14}
                            value={bodyOf(props)}
                            onValue={setText}
                            ref_={area}
                            lang={theirs}
                            wide
                        />
                    ) : (
                        <div class={props.large ? 'paper large' : 'paper'} lang={theirs}>
                            {draft.subject && <p class="subject">{draft.subject}</p>}
                            <Marked
                                text={bodyOf(props)}
                                passages={props.checking ? [] : passagesOf(draft.guard)}
                                id="draft-body"
                            />
                        </div>
                    )}
                </div>
                {both && !open && <OwnSide {...draft} />}
            </div>
            <div class="actions minor">
                <button class="quiet" onClick={() => setOpen(!open)}>
                    <Icon name={open ? 'check' : 'edit'} />
                    {open ? w.message.editDone : w.message.edit}
                </button>
                {text !== null && (
                    <button
                        class="quiet"
                        onClick={() => {
                            setText(null);
                            setOpen(false);
                        }}
                    >
                        {w.message.original}
                    </button>
                )}
            </div>
            <Guard draft={draft} checking={props.checking} show={show} />
            {!!draft.hints.length && (
                <Fold title={w.message.hints}>
                    <dl class="hints">
                        {draft.hints.map(hint => (
                            <div key={hint.term}>
                                <dt>{hint.term}</dt>
                                <dd>{hint.says}</dd>
                            </div>
                        ))}
                    </dl>
                </Fold>
            )}
        </section>
    );
}

// The same words in the buyer's language.
export const OwnSide = (props: { own_language: string; own_words: string | null }) => (
    <div class="side own">
        <h2 class="side-name">{w.message.own(named(w.message.languages, props.own_language))}</h2>
        <div class="paper" lang={props.own_language}>
            <div class="words">{props.own_words}</div>
        </div>
    </div>
);

function Guard(props: { draft: T.Draft; checking: boolean; show: (finding: T.GuardFinding) => void }) {
    const findings = props.draft.guard;
    if (props.checking)
        return (
            <p class="guard-line" role="status">
                <Icon name="clock" />
                {w.message.checking}
            </p>
        );
    if (!findings.length)
        return (
            <p class="guard-line fine" role="status">
                <Icon name="check" />
                {w.message.guardNone}
            </p>
        );
    return (
        <div class="guard" role="status">
            <h2>{w.message.guardTitle}</h2>
            <ul>
                {findings.map((one, index) => (
                    <li key={index} class={one.severity}>
                        <Chip tone={one.severity} icon="alert">
                            {one.severity === 'block' ? w.message.guardBlock : w.message.guardWarn}
                        </Chip>
                        <strong>{named(w.message.guardKinds, one.kind)}</strong>{' '}
                        {one.quote && <q>{one.quote}</q>}
                        <p>{one.advice}</p>
                        {one.end > one.start && (
                            <button class="quiet" onClick={() => props.show(one)}>
                                {w.message.guardShow}
                            </button>
                        )}
                    </li>
                ))}
            </ul>
        </div>
    );
}

// What leaves, exactly as it will be seen.
export function Preview(props: Editing) {
    const { draft } = props;
    const preview = draft.preview;
    return (
        <section class="preview">
            <h2>{w.message.preview}</h2>
            <div class="envelope" lang={draft.language ?? language}>
                <dl lang={language}>
                    {preview?.from && (
                        <div>
                            <dt>{w.message.from}</dt>
                            <dd>{preview.from}</dd>
                        </div>
                    )}
                    {(preview?.to ?? draft.to) && (
                        <div>
                            <dt>{w.message.to}</dt>
                            <dd>{preview?.to ?? draft.to}</dd>
                        </div>
                    )}
                    {preview?.subject && (
                        <div>
                            <dt>{w.message.subject}</dt>
                            <dd lang={draft.language ?? language}>{preview.subject}</dd>
                        </div>
                    )}
                </dl>
                <div class="words">{props.text ?? preview?.text ?? draft.body}</div>
            </div>
        </section>
    );
}

export const languageName = (code: string | null) => capital(named(w.message.languages, code ?? language));

// SPDX-License-Identifier: AGPL-3.0-or-later
// The other ways to write: the seller's form, a letter, a bank or an authority; and what is done or
// decided without words.
import { useEffect, useState } from 'preact/hooks';
import { address, part, post } from './api';
import type * as T from './api-types';
import { last, useData } from './data';
import { bodyOf, Words } from './draft';
import { Attach } from './evidence';
import { takeBack } from './happened';
import { Icon } from './icons';
import { go, to } from './router';
import type { Doing } from './screen-move';
import { Choice, Copy, Copyable, Do, Field, Fold, isWeb, Outside, say, Title } from './ui';
import { capital, w } from './words';

export function FormPart(doing: Doing) {
    const { draft, claim } = doing;
    const url = isWeb(draft.to) ? draft.to : claim.merchant_record.form_url;
    const blocked = draft.blocked || doing.checking;
    return (
        <>
            <Title lead={w.form.lead} page={w.form.title}>
                {capital(draft.title)}
            </Title>
            {isWeb(url) ? (
                <p>
                    <Outside class="secondary" href={url}>
                        {w.form.open}
                    </Outside>
                </p>
            ) : (
                <p class="note">
                    <Icon name="form" />
                    {w.form.noUrl}
                </p>
            )}
            {!!draft.fields.length && doing.text === null && (
                <section class="fields" aria-label={w.form.title}>
                    {draft.fields.map(field => (
                        <Copyable
                            key={field.id}
                            label={field.label}
                            value={field.value}
                            lang={draft.language ?? undefined}
                        />
                    ))}
                </section>
            )}
            {draft.fields.length && doing.text === null ? (
                <Fold title={w.form.whole}>
                    <Words {...doing} />
                </Fold>
            ) : (
                <Words {...doing} />
            )}
            <Attach name={doing.name} hint={w.form.keep} />
            <div class="actions">
                {!blocked && !draft.fields.length && (
                    <Copy text={bodyOf(doing)} what={w.form.whole} source="draft-body">
                        {w.message.copyText}
                    </Copy>
                )}
                <Do class="primary" icon="check" disabled={blocked} act={() => doing.done(w.message.noted)}>
                    {w.form.done}
                </Do>
            </div>
        </>
    );
}

export function LetterPart(doing: Doing) {
    const { draft } = doing;
    const settings = useData<T.Settings>('settings').data;
    const pdf = address(`claims/${part(doing.name)}/letter.pdf?move=${part(draft.move)}`);
    return (
        <>
            <Title lead={`${doing.claim.merchant} · ${doing.claim.item}`} page={w.letter.title}>
                {capital(draft.title)}
            </Title>
            {settings && !settings.address && (
                <p class="note">
                    <Icon name="home" />
                    <span>
                        {w.letter.noAddress} <a href={to('settings')}>{w.letter.settings}</a>
                    </span>
                </p>
            )}
            <Pdf address={pdf} />
            <section class="panel">
                <h2>{w.letter.steps}</h2>
                <ol class="numbered">
                    {w.letter.list.map(one => (
                        <li key={one}>{one}</li>
                    ))}
                </ol>
            </section>
            <Attach name={doing.name} hint={w.letter.list[3]} />
            <Fold title={w.todo.text}>
                <Words {...doing} />
            </Fold>
            <div class="actions">
                <Outside class="secondary" href={pdf}>
                    {w.letter.pdf}
                </Outside>
                <Do
                    class="primary"
                    icon="check"
                    disabled={draft.blocked || doing.checking}
                    act={() => doing.done(w.message.noted)}
                >
                    {w.letter.done}
                </Do>
            </div>
        </>
    );
}

// The letter in the page, where the browser shows PDF; the link to it is always there.
function Pdf(props: { address: string }) {
    const [source, setSource] = useState<string | null>(null);
    useEffect(() => {
        if (!navigator.pdfViewerEnabled) return;
        let made = '';
        fetch(props.address, { headers: { 'X-Tenace': '1' } })
            .then(answer => (answer.ok ? answer.blob() : null))
            .then(
                blob => blob && setSource((made = URL.createObjectURL(blob))),
                () => {},
            );
        return () => URL.revokeObjectURL(made);
    }, [props.address]);
    if (!navigator.pdfViewerEnabled) return null;
    return source ? <iframe class="pdf" title={w.letter.preview} src={source} /> : <div class="pdf" />;
}

// Chat, bank, authority, mediator, court: the text to copy, and the place where it goes.
export function TextPart(doing: Doing) {
    const { draft } = doing;
    const blocked = draft.blocked || doing.checking;
    return (
        <>
            <Title lead={`${doing.claim.merchant} · ${doing.claim.item}`}>{capital(draft.title)}</Title>
            {isWeb(draft.to) ? (
                <p>
                    <Outside class="secondary" href={draft.to}>
                        {draft.to}
                    </Outside>
                </p>
            ) : (
                draft.to && <Copyable label={w.message.to} value={draft.to} />
            )}
            {draft.body && <Words {...doing} />}
            <Attach name={doing.name} hint={w.claim.evidenceDrop} />
            <p class="actions minor">
                <a class="quiet" href={address(`claims/${part(doing.name)}/dossier.pdf`)} download>
                    {w.claim.dossier}
                </a>
            </p>
            <div class="actions">
                {draft.body && !blocked && (
                    <Copy text={bodyOf(doing)} what={w.todo.text} source="draft-body">
                        {w.message.copyText}
                    </Copy>
                )}
                <Do class="primary" icon="check" disabled={blocked} act={() => doing.done(w.message.noted)}>
                    {w.todo.done}
                </Do>
            </div>
        </>
    );
}

export function DoPart(doing: Doing) {
    const { draft } = doing;
    const [tracking, setTracking] = useState('');
    const sent = () =>
        tracking.trim()
            ? doing.record(w.message.noted, {
                  kind: 'item.returned',
                  body: { rung: draft.move, tracking: tracking.trim() },
              })
            : doing.done(w.message.noted);
    return (
        <>
            <Title lead={doing.claim.move.why.map(one => one.text).join(' ')} page={w.todo.title}>
                {capital(draft.title)}
            </Title>
            {draft.body && <Words {...doing} />}
            <Field label={w.todo.tracking} optional value={tracking} onValue={setTracking} />
            <Attach name={doing.name} hint={w.claim.evidenceDrop} />
            <div class="actions">
                <Do class="primary" icon="check" act={sent}>
                    {w.todo.done}
                </Do>
            </div>
        </>
    );
}

export function DecidePart(doing: Doing) {
    return (
        <>
            <Title lead={doing.claim.move.why.map(one => one.text).join(' ')}>{w.claim.decideTitle}</Title>
            <CloseForm name={doing.name} />
            <div class="actions minor">
                <a class="quiet" href={to('claim', doing.name, 'move', 'not_fixed')}>
                    {w.claim.stillOpen}
                </a>
            </div>
        </>
    );
}

export function CloseForm(props: { name: string; done?: () => void }) {
    const [outcome, setOutcome] = useState<T.Outcome | null>(null);
    const close = async () => {
        const noted = await last(
            post<T.Noted>(`claims/${part(props.name)}/events`, { kind: 'claim.closed', body: { outcome } }),
        );
        say(w.saved, () => void takeBack(props.name, noted.event));
        props.done?.();
        go(to('claim', props.name));
    };
    return (
        <div class="stack">
            <Choice
                label={w.claim.closeTitle}
                value={outcome}
                onValue={setOutcome}
                options={(['satisfied', 'partly', 'withdrawn', 'hopeless'] as T.Outcome[]).map(one => [
                    one,
                    w.claim.closeOutcomes[one],
                ])}
            />
            <div class="actions">
                <Do class="primary" act={close} disabled={!outcome}>
                    {w.claim.closeSave}
                </Do>
                <span class="hint">{w.claim.closeReopen}</span>
            </div>
        </div>
    );
}

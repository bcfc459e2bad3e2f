// SPDX-License-Identifier: AGPL-3.0-or-later
// An e-mail: read it, change it, see what the seller will see, and let it leave: by Tenace, or by one's own mailbox.
import { useEffect, useRef, useState } from 'preact/hooks';
import { call, part, put } from './api';
import type * as T from './api-types';
import { changed, last, useData } from './data';
import { bodyOf, Preview, Words } from './draft';
import { Icon } from './icons';
import { go, to } from './router';
import type { Doing } from './screen-move';
import { Copy, Copyable, Do, Field, Fold, say, sayProblem, Title } from './ui';
import { capital, w } from './words';
import { Attach } from './evidence';

const UNDO_SECONDS = 6;

export function MessagePart(doing: Doing) {
    const { draft, claim } = doing;
    const accounts = useData<T.Account[]>('accounts').data;
    const ours = draft.by_mail && !!accounts?.some(account => account.smtp);
    return (
        <>
            <Title lead={`${claim.merchant} · ${claim.item}`} page={w.message.title}>
                {capital(draft.title)}
            </Title>
            {!draft.to && <MissingAddress merchant={claim.merchant_record} />}
            <Words {...doing} />
            {ours ? <Leave {...doing} /> : <ByHand {...doing} />}
            {draft.move === 'answer_offer' && (
                <p class="actions minor">
                    <a class="quiet" href={to('claim', doing.name, 'move', 'answer_offer.decline')}>
                        {w.message.decline}
                    </a>
                </p>
            )}
        </>
    );
}

function MissingAddress(props: { merchant: T.Merchant }) {
    const [email, setEmail] = useState('');
    const save = async () => {
        const domain = email.slice(email.lastIndexOf('@') + 1);
        await put(`merchants/${part(props.merchant.ref)}`, {
            emails: [...(props.merchant.emails ?? []), email.trim()],
            domains: [...(props.merchant.domains ?? []), domain.trim()],
        });
        say(w.saved);
        changed();
    };
    return (
        <div class="note">
            <Icon name="letter" />
            <div class="inline-form">
                <Field
                    label={w.message.addressAdd}
                    hint={w.message.noAddress}
                    type="email"
                    value={email}
                    onValue={setEmail}
                />
                <Do act={save} disabled={!email.includes('@')}>
                    {w.save}
                </Do>
            </div>
        </div>
    );
}

// Sending takes a few seconds in which it can be stopped. Leaving the screen is no 'no': the yes was given.
function Leave(doing: Doing) {
    const { draft } = doing;
    const [left, setLeft] = useState<number | null>(null);
    const pending = useRef<(() => void) | null>(null);
    const send = async (keepalive: boolean) => {
        const sent = await last(call<T.Sent>(`claims/${part(doing.name)}/send`, {
            method: 'POST',
            keepalive,
            json: {
                move: draft.move,
                preview: false,
                confirm: draft.confirm,
                ...(doing.text !== null && { text: doing.text }),
            },
        }));
        say(sent.state === 'sent' ? w.message.sent : w.message.queued);
        doing.setText(null);
        if (!keepalive) go(to('claim', doing.name));
    };
    useEffect(() => {
        if (left === null) return;
        pending.current = () => void send(true).catch(sayProblem);
        const timer = setTimeout(() => {
            if (left > 1) return setLeft(left - 1);
            pending.current = null;
            setLeft(null);
            send(false).catch(sayProblem);
        }, 1000);
        return () => clearTimeout(timer);
    }, [left]);
    useEffect(() => {
        const flush = () => {
            pending.current?.();
            pending.current = null;
        };
        addEventListener('pagehide', flush);
        return () => {
            removeEventListener('pagehide', flush);
            flush();
        };
    }, []);
    const stop = () => {
        pending.current = null;
        setLeft(null);
        say(w.message.stopped);
    };
    return (
        <>
            <Preview {...doing} />
            <Attach name={doing.name} hint={w.message.attach} />
            <div class="actions send">
                {left === null ? (
                    <button
                        class="primary"
                        disabled={draft.blocked || doing.checking || !draft.to}
                        onClick={() => setLeft(UNDO_SECONDS)}
                    >
                        <Icon name="letter" />
                        {draft.to ? w.message.sendTo(draft.to) : w.message.sendNow}
                    </button>
                ) : (
                    <>
                        <span role="status">{w.message.sending(left)}</span>
                        <button class="primary stop" onClick={stop}>
                            {w.undo}
                        </button>
                    </>
                )}
                <Copy text={bodyOf(doing)} what={w.message.title} source="draft-body" class="quiet">
                    {w.message.copyText}
                </Copy>
            </div>
        </>
    );
}

const mailLink = (draft: T.Draft, body: string) =>
    `mailto:${encodeURIComponent(draft.to ?? '')}?subject=${encodeURIComponent(draft.subject ?? '')}&body=${encodeURIComponent(body.replace(/\r?\n/g, '\r\n'))}`;

// Without a mailbox of ours: copy or open, send it oneself, and say so.
function ByHand(doing: Doing) {
    const { draft } = doing;
    const body = bodyOf(doing);
    const blocked = draft.blocked || doing.checking;
    const sent = () =>
        doing.record(w.message.noted, {
            kind: 'message.sent',
            body: {
                rung: draft.move,
                channel: draft.channel,
                text: body,
                ...(draft.to && { to: draft.to }),
                ...(draft.subject && { subject: draft.subject }),
                ...(draft.language && { language: draft.language }),
            },
        });
    return (
        <section class="by-hand">
            <h2>{w.message.byHand}</h2>
            <p class="lead">{w.message.byHandLead}</p>
            {draft.to && <Copyable label={w.message.to} value={draft.to} />}
            {draft.subject && (
                <Copyable
                    label={w.message.subject}
                    value={draft.subject}
                    lang={draft.language ?? undefined}
                />
            )}
            <Fold title={w.message.preview}>
                <Preview {...doing} />
            </Fold>
            <div class="actions">
                {!blocked && (
                    <>
                        <Copy text={body} what={w.message.title} source="draft-body">
                            {w.message.copyText}
                        </Copy>
                        <a class="secondary" href={mailLink(draft, body)}>
                            <Icon name="out" />
                            {w.message.openMail}
                        </a>
                    </>
                )}
                <Do class="primary" act={sent} disabled={blocked} icon="check">
                    {w.message.done}
                </Do>
            </div>
            <p class="aside-line">
                {w.message.withBoxLead} <a href={to('settings')}>{w.message.withBox}</a>
            </p>
        </section>
    );
}

// SPDX-License-Identifier: AGPL-3.0-or-later
// Speaking with the seller: on the phone and at the counter. The words large, notes as it happens, then the outcome.
import { useState } from 'preact/hooks';
import type * as T from './api-types';
import { Words } from './draft';
import { Attach } from './evidence';
import { Icon } from './icons';
import type { Doing } from './screen-move';
import { Choice, Copyable, Do, Field, Title } from './ui';
import { capital, w } from './words';

type Outcomes = Record<string, string>;

// How it went; RECORD notes it.
export function Outcome(props: {
    words: { outcome: string; outcomes: Outcomes; notes: string; notesHint: string; agent: string; done: string };
    record: (body: object) => Promise<void>;
}) {
    const { words } = props;
    const [contact, setContact] = useState<T.Contact | null>(null);
    const [agent, setAgent] = useState('');
    const [notes, setNotes] = useState('');
    const note = () =>
        props.record({
            contact: contact!,
            ...(agent.trim() && { agent: agent.trim() }),
            ...(notes.trim() && { text: notes.trim() }),
        });
    return (
        <section class="stack outcome">
            <Field
                label={words.notes}
                hint={words.notesHint}
                lines={4}
                value={notes}
                onValue={setNotes}
            />
            <Field label={words.agent} optional value={agent} onValue={setAgent} />
            <Choice
                label={words.outcome}
                value={contact}
                onValue={setContact}
                options={(['reached', 'no_answer', 'refused', 'solved'] as T.Contact[]).map(one => [
                    one,
                    words.outcomes[one],
                ])}
            />
            <div class="actions">
                <Do class="primary" act={note} disabled={!contact} icon="check">
                    {words.done}
                </Do>
            </div>
        </section>
    );
}

const record = (doing: Doing, kind: T.EventKind) => (body: object) =>
    doing.record(w.phone.brave, {
        kind,
        body: { rung: doing.draft.move, channel: doing.draft.channel, ...body },
    });

export function CallPart(doing: Doing) {
    const { draft, claim } = doing;
    const number = draft.to ?? claim.merchant_record.phone;
    return (
        <>
            <Title lead={w.phone.lead} page={w.phone.title}>
                {capital(draft.title)}
            </Title>
            {number ? (
                <div class="number">
                    <a class="primary" href={`tel:${number.replace(/[^+\d]/g, '')}`}>
                        <Icon name="phone" />
                        <span>
                            {w.phone.number} <span class="whole">{number}</span>
                        </span>
                    </a>
                </div>
            ) : (
                <p class="note">
                    <Icon name="phone" />
                    {w.phone.noNumber}
                </p>
            )}
            {claim.purchase_record.order_number && (
                <Copyable label={w.fresh.number} value={claim.purchase_record.order_number} />
            )}
            {draft.body && <Words {...doing} large />}
            <Outcome words={w.phone} record={record(doing, 'call.made')} />
        </>
    );
}

export function VisitPart(doing: Doing) {
    const { draft } = doing;
    return (
        <>
            <Title lead={w.visit.lead} page={w.visit.title}>
                {capital(draft.title)}
            </Title>
            {draft.body && <Words {...doing} large />}
            <Attach name={doing.name} hint={w.claim.evidenceDrop} />
            <Outcome words={w.visit} record={record(doing, 'visit.made')} />
        </>
    );
}

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

function Outcome(props: {
    doing: Doing;
    label: string;
    outcomes: Outcomes;
    kind: T.EventKind;
    done: string;
    brave: string;
}) {
    const { draft } = props.doing;
    const [contact, setContact] = useState<T.Contact | null>(null);
    const [agent, setAgent] = useState('');
    const [notes, setNotes] = useState('');
    const note = () =>
        props.doing.record(props.brave, {
            kind: props.kind,
            body: {
                rung: draft.move,
                channel: draft.channel,
                contact: contact!,
                ...(agent.trim() && { agent: agent.trim() }),
                ...(notes.trim() && { text: notes.trim() }),
            },
        });
    return (
        <section class="stack outcome">
            <Field
                label={w.phone.notes}
                hint={w.phone.notesHint}
                lines={4}
                value={notes}
                onValue={setNotes}
            />
            <Field label={w.phone.agent} optional value={agent} onValue={setAgent} />
            <Choice
                label={props.label}
                value={contact}
                onValue={setContact}
                options={(['reached', 'no_answer', 'refused', 'solved'] as T.Contact[]).map(one => [
                    one,
                    props.outcomes[one],
                ])}
            />
            <div class="actions">
                <Do class="primary" act={note} disabled={!contact} icon="check">
                    {props.done}
                </Do>
            </div>
        </section>
    );
}

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
                        {w.phone.number} {number}
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
            <Outcome
                doing={doing}
                label={w.phone.outcome}
                outcomes={w.phone.outcomes}
                kind="call.made"
                done={w.phone.done}
                brave={w.phone.brave}
            />
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
            <section class="panel">
                <h2>{w.visit.bring}</h2>
                <ul class="ticks">
                    {w.visit.bringList.map(one => (
                        <li key={one}>
                            <Icon name="check" />
                            {one}
                        </li>
                    ))}
                </ul>
            </section>
            {draft.body && <Words {...doing} large />}
            <Attach name={doing.name} hint={w.claim.evidenceDrop} />
            <Outcome
                doing={doing}
                label={w.visit.outcome}
                outcomes={w.visit.outcomes}
                kind="visit.made"
                done={w.visit.done}
                brave={w.phone.brave}
            />
        </>
    );
}

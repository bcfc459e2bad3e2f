// SPDX-License-Identifier: AGPL-3.0-or-later
// 'Did something happen?': what the buyer can note in a claim, one small form at a time.
import { useState } from 'preact/hooks';
import { part, post } from './api';
import type * as T from './api-types';
import { changed } from './data';
import { Icon, type IconName } from './icons';
import { Outcome } from './move-speak';
import { CloseForm } from './move-write';
import { to } from './router';
import { Snooze } from './screen-next';
import { Choice, Do, Field, say, sayProblem } from './ui';
import { named, w } from './words';

// What was noted by mistake stays in the log and counts for nothing.
export const takeBack = (name: string, event: number) =>
    post<T.Noted>(`claims/${part(name)}/corrections`, { event, retracted: true }).then(() => {
        say(w.claim.takenBack);
        changed();
    }, sayProblem);

type What = 'note' | 'call' | 'step' | 'arrived' | 'closed' | 'later';

export function Happened(props: { claim: T.Claim; name: string }) {
    const [what, setWhat] = useState<What | null>(null);
    const close = () => setWhat(null);
    const record = async (event: T.NewEvent) => {
        const noted = await post<T.Noted>(`claims/${part(props.name)}/events`, event);
        say(w.saved, () => void takeBack(props.name, noted.event));
        changed();
        close();
    };
    if (props.claim.state !== 'open')
        return (
            <section class="happened">
                <p>
                    <Do class="quiet" act={() => record({ kind: 'claim.reopened', body: {} })}>
                        {w.claim.actions.reopen}
                    </Do>
                </p>
            </section>
        );
    const action = (name: What, icon: IconName) => (
        <button
            class={what === name ? 'tile on' : 'tile'}
            aria-expanded={what === name}
            onClick={() => setWhat(what === name ? null : name)}
        >
            <Icon name={icon} />
            {w.claim.actions[name]}
        </button>
    );
    return (
        <section class="happened">
            <h2>{w.claim.happened}</h2>
            <div class="tiles">
                <a class="tile" href={to('claim', props.name, 'answer')}>
                    <Icon name="letter" />
                    {w.claim.actions.answer}
                </a>
                {action('call', 'phone')}
                {action('arrived', 'box')}
                {action('step', 'tool')}
                {action('note', 'edit')}
                {action('closed', 'check')}
                {action('later', 'clock')}
            </div>
            {what === 'note' && <Note record={record} />}
            {what === 'call' && (
                <Outcome
                    words={w.phone}
                    record={body => record({ kind: 'call.made', body: { channel: 'phone', ...body } })}
                />
            )}
            {what === 'step' && <StepDone record={record} steps={props.claim.steps} />}
            {what === 'arrived' && <Arrived record={record} />}
            {what === 'closed' && <CloseForm name={props.name} done={close} />}
            {what === 'later' && <Snooze claim={part(props.name)} open />}
        </section>
    );
}

type Record_ = { record: (event: T.NewEvent) => Promise<void> };

function Note(props: Record_) {
    const [text, setText] = useState('');
    return (
        <div class="stack">
            <Field
                label={w.claim.noteTitle}
                hint={w.claim.noteHint}
                lines={3}
                value={text}
                onValue={setText}
            />
            <Do
                class="primary"
                disabled={!text.trim()}
                act={() => props.record({ kind: 'note.added', body: { text: text.trim() } })}
            >
                {w.claim.noteSave}
            </Do>
        </div>
    );
}

function StepDone(props: Record_ & { steps: T.Step[] }) {
    const open = props.steps.find(one => !one.done_event);
    const nameOf = (id: string) => named(w.steps, id);
    const [step, setStep] = useState(open ? nameOf(open.id) : '');
    const id = [...props.steps.map(one => one.id), ...Object.keys(w.steps)].find(one => nameOf(one) === step);
    const [result, setResult] = useState('');
    return (
        <div class="stack">
            <Field
                label={w.claim.stepWhich}
                value={step}
                onValue={setStep}
                list={props.steps.map(one => nameOf(one.id))}
            />
            <Field label={w.claim.stepResult} lines={2} value={result} onValue={setResult} />
            <Do
                class="primary"
                disabled={!step.trim()}
                act={() =>
                    props.record({
                        kind: 'step.done',
                        body: { step: id ?? step.trim(), ...(result.trim() && { result: result.trim() }) },
                    })
                }
            >
                {w.claim.stepSave}
            </Do>
        </div>
    );
}

function Arrived(props: Record_) {
    const [kind, setKind] = useState<T.Remedy | null>(null);
    const [amount, setAmount] = useState('');
    const [complete, setComplete] = useState(true);
    const money = kind === 'refund' || kind === 'price_reduction';
    const record = () =>
        props.record({
            kind: 'remedy.received',
            body: { kind, complete, ...(money && amount.trim() && { amount: amount.trim() }) },
        });
    return (
        <div class="stack">
            <Choice
                label={w.claim.arrivedTitle}
                value={kind}
                onValue={setKind}
                options={(
                    ['delivery', 'repair', 'replacement', 'refund', 'price_reduction'] as T.Remedy[]
                ).map(one => [one, w.claim.arrivedKinds[one]])}
            />
            {money && (
                <Field
                    label={w.claim.arrivedAmount}
                    value={amount}
                    onValue={setAmount}
                    hint={w.fresh.priceHint}
                    mode="decimal"
                />
            )}
            <label class="check">
                <input
                    type="checkbox"
                    checked={complete}
                    onChange={event => setComplete((event.target as HTMLInputElement).checked)}
                />
                {w.claim.arrivedComplete}
            </label>
            <Do class="primary" disabled={!kind} act={record}>
                {w.claim.arrivedSave}
            </Do>
        </div>
    );
}

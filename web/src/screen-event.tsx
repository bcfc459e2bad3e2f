// SPDX-License-Identifier: AGPL-3.0-or-later
// One event; for an answer received: what it says, highlighted, and corrected with one touch.
import { useState } from 'preact/hooks';
import { address, part, post } from './api';
import type * as T from './api-types';
import { passagesOf } from './conversation';
import { changed, useData } from './data';
import { takeBack } from './happened';
import { Marked, toneOf } from './highlight';
import { Icon } from './icons';
import { to } from './router';
import { Back, Chip, Do, Loading, Picker, say, Title, Trouble } from './ui';
import { capital, day, named, time, w } from './words';

// Every signal that can be added, in the order of the program's list.
const ALL: T.SignalKind[] = [
    'promises',
    'asks_step',
    'asks_information',
    'asks_evidence',
    'offers_refund',
    'offers_repair',
    'offers_replacement',
    'offers_voucher',
    'offers_partial_refund',
    'gives_return_procedure',
    'hands_off',
    'denies',
    'shifts_cost',
    'in_progress',
    'already_answered',
    'not_us',
    'wrong_channel',
    'asks_withdrawal',
    'apologises',
    'thanks',
    'closes',
    'gives_ticket_number',
    'gives_tracking_number',
];

export function EventScreen(props: { name: string; seq: number }) {
    const { data: claim, problem, reload } = useData<T.Claim>(`claims/${part(props.name)}`);
    if (problem && !claim) return <Trouble problem={problem} retry={reload} />;
    if (!claim) return <Loading />;
    const event = claim.events.find(one => one.seq === props.seq);
    if (!event) return <Title>{w.notFound}</Title>;
    const received = event.kind === 'message.received' && !event.retracted;
    return (
        <div class="wide-narrow">
            <Back to={to('claim', props.name)}>{claim.item}</Back>
            <Title
                eyebrow={
                    <>
                        {capital(day(event.at, true))}, {time(event.at)}
                    </>
                }
                lead={received ? (event.agent ?? claim.merchant) : undefined}
            >
                {received ? w.claim.read : capital(event.title)}
            </Title>
            {event.retracted && <p class="note">{w.claim.takenBackLead}</p>}
            <div class={received ? 'reading' : ''}>
                <div class="paper">
                    {event.text ? (
                        <Marked text={event.text} passages={passagesOf(event)} />
                    ) : (
                        <p class="words">{event.summary}</p>
                    )}
                </div>
                {received && <Reading event={event} name={props.name} />}
            </div>
            <div class="actions">
                {received && claim.move.kind !== 'wait' && claim.state === 'open' && (
                    <a class="primary" href={to('claim', props.name, 'move')}>
                        {w.answer.nextMove}
                        <Icon name="fold" />
                    </a>
                )}
                {event.retractable && (
                    <Do class="quiet" icon="swap" act={() => takeBack(props.name, event.seq)}>
                        {w.claim.takeBack}
                    </Do>
                )}
                {event.raw && (
                    <a
                        class="secondary"
                        href={address(`claims/${part(props.name)}/events/${event.seq}/raw`)}
                        download
                    >
                        {w.claim.raw}
                    </a>
                )}
            </div>
        </div>
    );
}

export function SignalList(props: { signals: T.Signal[]; wrong?: (signal: T.Signal) => Promise<unknown> }) {
    // The same sentence may show one thing twice.
    const shown = props.signals.filter(
        (one, index, all) => all.findIndex(other => other.kind === one.kind && other.quote === one.quote && other.due === one.due) === index,
    );
    if (!props.signals.length) return <p class="hint">{w.answer.readNothing}</p>;
    return (
        <ul class="signals">
            {shown.map((signal, index) => (
                <li key={index} class={toneOf(signal.kind)}>
                    <div>
                        <strong>{capital(signal.title)}</strong>
                        {signal.due && <small> {w.answer.date(day(signal.due))}</small>}
                    </div>
                    {signal.quote && <q>{signal.quote}</q>}
                    {props.wrong && (
                        <Do
                            class="quiet"
                            icon="close"
                            act={() => props.wrong!(signal)}
                            label={w.answer.wrongOf(signal.title)}
                        >
                            {w.answer.wrong}
                        </Do>
                    )}
                </li>
            ))}
        </ul>
    );
}

function Reading(props: { event: T.Event; name: string }) {
    const { event } = props;
    const [missing, setMissing] = useState('');
    const correct = async (change: Partial<T.Correction>) => {
        const noted = await post<T.Noted>(`claims/${part(props.name)}/corrections`, { event: event.seq, ...change });
        say(w.answer.corrected, () => void takeBack(props.name, noted.event));
        setMissing('');
        changed();
    };
    const automatic = !!event.automatic?.is;
    const absent = ALL.filter(kind => !event.signals.some(signal => signal.kind === kind));
    return (
        <section class="read">
            <h2>{w.answer.read}</h2>
            {automatic && (
                <p class="automatic-line">
                    <Icon name="clock" />
                    {w.claim.automatic}
                </p>
            )}
            <SignalList signals={event.signals} wrong={signal => correct({ remove: [signal.kind] })} />
            {!!event.tactics.length && (
                <p>
                    <small>{w.answer.tactics}</small>{' '}
                    {event.tactics.map(one => (
                        <Chip tone="theirs" key={one.kind}>
                            {one.title}
                        </Chip>
                    ))}
                </p>
            )}
            <div class="inline-form">
                <Picker
                    label={w.answer.missing}
                    value={missing}
                    onValue={setMissing}
                    options={[
                        ['', '—'],
                        ...absent.map(kind => [kind, named(w.answer.signals, kind)] as [string, string]),
                    ]}
                />
                <Do disabled={!missing} act={() => correct({ add: [missing as T.SignalKind] })}>
                    {w.answer.add}
                </Do>
            </div>
            <Do
                class="quiet"
                icon="swap"
                act={() => correct({ automatic: automatic ? 'none' : 'auto_reply' })}
            >
                {automatic ? w.answer.wasHuman : w.answer.wasAutomatic}
            </Do>
        </section>
    );
}

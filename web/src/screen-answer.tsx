// SPDX-License-Identifier: AGPL-3.0-or-later
// An answer came: drop the mail, or paste its words; it is read at once, and kept when the buyer says so.
import { useEffect, useState } from 'preact/hooks';
import { part, post } from './api';
import type * as T from './api-types';
import { changed, useData } from './data';
import { keepFiles } from './evidence';
import { Marked, toneOf } from './highlight';
import { go, to } from './router';
import { SignalList } from './screen-event';
import { Back, Do, Drop, Field, Picker, say, sayProblem, Title } from './ui';
import { w } from './words';

const CHANNELS: T.Channel[] = ['email', 'form', 'chat', 'phone', 'public', 'letter', 'counter'];

export function AnswerScreen(props: { name: string }) {
    const claim = useData<T.Claim>(`claims/${part(props.name)}`).data;
    const [text, setText] = useState('');
    const [channel, setChannel] = useState<T.Channel>('email');
    const [when, setWhen] = useState('');
    const [read, setRead] = useState<T.ReadResult | null>(null);
    useEffect(() => {
        if (text.trim().length < 3) return setRead(null);
        const timer = setTimeout(
            () => post<T.ReadResult>('read', { text, channel }).then(setRead, sayProblem),
            400,
        );
        return () => clearTimeout(timer);
    }, [text, channel]);
    const take = (files: File[]) =>
        void keepFiles(props.name, files).then(mail => {
            say(
                !mail
                    ? w.claim.evidenceKept
                    : mail.matched
                      ? w.answer.matched
                      : mail.held
                        ? w.answer.held
                        : w.answer.repeated,
            );
            if (mail?.matched && mail.claim && mail.event) go(to('claim', mail.claim, 'event', mail.event));
            else if (mail?.held) go(to('held'));
        }, sayProblem);
    const keep = async () => {
        const noted = await post<T.Noted>(`claims/${part(props.name)}/events`, {
            kind: 'message.received',
            read: true,
            ...(when.trim() && { at: when.trim() }),
            body: { channel, text: text.trim() },
        });
        say(w.answer.kept);
        changed();
        go(to('claim', noted.claim, 'event', noted.event));
    };
    const passages = (read?.signals ?? []).flatMap(signal =>
        signal.start !== null && signal.end !== null
            ? [{ start: signal.start, end: signal.end, tone: toneOf(signal.kind), title: signal.title }]
            : [],
    );
    return (
        <div class="wide-narrow">
            <Back to={to('claim', props.name)}>{claim?.item}</Back>
            <Title lead={w.answer.lead}>{w.answer.title}</Title>
            <div class="stack">
                <Drop
                    onFiles={take}
                    label={w.drop.here}
                    accept=".eml,message/rfc822,image/*,application/pdf"
                    multiple
                    small
                />
                <Field label={w.answer.paste} lines={8} value={text} onValue={setText} />
                <div class="grid">
                    <Picker
                        label={w.answer.channel}
                        value={channel}
                        onValue={value => setChannel(value as T.Channel)}
                        options={CHANNELS.map(one => [one, w.answer.channels[one]])}
                    />
                    <Field label={w.answer.when} hint={w.answer.whenHint} value={when} onValue={setWhen} />
                </div>
                {read && (
                    <div class="reading">
                        <div class="paper">
                            <Marked text={read.text} passages={passages} />
                        </div>
                        <section class="read" aria-live="polite">
                            <h2>{w.answer.read}</h2>
                            {read.automatic?.is && <p class="automatic-line">{w.claim.automatic}</p>}
                            <SignalList signals={read.signals} />
                        </section>
                    </div>
                )}
                <div class="actions">
                    <Do class="primary" disabled={!text.trim()} act={keep} icon="check">
                        {w.answer.keep}
                    </Do>
                </div>
            </div>
        </div>
    );
}

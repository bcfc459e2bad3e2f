// SPDX-License-Identifier: AGPL-3.0-or-later
// Mail that matched no claim for sure: given to one, or put away.
import { useState } from 'preact/hooks';
import { part, post, remove, upload } from './api';
import type * as T from './api-types';
import { changed, useData } from './data';
import { Icon } from './icons';
import { go, to } from './router';
import { Do, Drop, Loading, Picker, say, sayProblem, Title, Trouble } from './ui';
import { day, named, w } from './words';

export function HeldScreen() {
    const { data, problem, reload } = useData<T.Held[]>('held');
    const claims = useData<T.ClaimPage>('claims?limit=100').data?.items ?? [];
    const take = (files: File[]) => void takeMails(files).catch(sayProblem);
    if (problem && !data) return <Trouble problem={problem} retry={reload} />;
    if (!data) return <Loading />;
    return (
        <div class="narrow">
            <Title lead={w.held.lead}>{w.held.title}</Title>
            {!data.length && (
                <p class="note good">
                    <Icon name="check" />
                    {w.held.none}
                </p>
            )}
            <ul class="held">
                {data.map(mail => (
                    <HeldMail mail={mail} claims={claims} key={mail.id} />
                ))}
            </ul>
            <Drop onFiles={take} label={w.held.drop} accept=".eml,.mbox,message/rfc822" multiple small />
        </div>
    );
}

async function takeMails(files: File[]) {
    for (const file of files) {
        const kept = await upload<T.Ingested>('ingest', file, 'message/rfc822');
        say(
            kept.matched
                ? w.answer.matched
                : kept.held
                  ? w.answer.held
                  : kept.refused
                    ? w.answer.refusedMail
                    : w.answer.repeated,
        );
        if (kept.matched && kept.claim && kept.event) go(to('claim', kept.claim, 'event', kept.event));
    }
    changed();
}

function HeldMail(props: { mail: T.Held; claims: T.ClaimRow[] }) {
    const { mail } = props;
    const [claim, setClaim] = useState('');
    const give = async () => {
        await post(`held/${part(mail.id)}/assign`, { claim });
        say(w.held.given);
        changed();
    };
    const dismiss = async () => {
        await remove(`held/${part(mail.id)}`);
        say(w.held.dismissed);
        changed();
    };
    return (
        <li class="panel">
            <p class="held-from">
                <strong>{mail.name || mail.address}</strong>{' '}
                <small>
                    {mail.name && mail.address} · {day(mail.date)}
                </small>
            </p>
            <h2>{mail.subject}</h2>
            <p class="words">{mail.excerpt}</p>
            <p class="hint">{named(w.held.reasons, mail.reason)}</p>
            {mail.suspicious && (
                <p class="note bad">
                    <Icon name="alert" />
                    {w.held.suspicious}
                </p>
            )}
            <div class="inline-form">
                <Picker
                    label={w.held.assign}
                    value={claim}
                    onValue={setClaim}
                    options={[
                        ['', '—'],
                        ...props.claims.map(
                            one => [one.claim, `${one.item} · ${one.merchant}`] as [string, string],
                        ),
                    ]}
                />
                <Do act={give} disabled={!claim}>
                    {w.held.give}
                </Do>
                <Do class="quiet" act={dismiss}>
                    {w.held.dismiss}
                </Do>
            </div>
        </li>
    );
}

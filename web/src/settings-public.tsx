// SPDX-License-Identifier: AGPL-3.0-or-later
// The buyer's accounts on networks on which Tenace can publish: Bluesky by an app password, Mastodon by a code.
import { useState } from 'preact/hooks';
import { part, post, remove } from './api';
import type * as T from './api-types';
import { changed, useData } from './data';
import { Chip, Do, Field, Fold, isWeb, Outside, say } from './ui';
import { capital, w } from './words';

export function PublicAccounts() {
    const { data } = useData<T.PublicAccount[]>('public/accounts');
    const has = (network: string) => !!data?.some(one => one.network === network);
    return (
        <section class="panel public-accounts">
            <h2>{w.settings.publicTitle}</h2>
            <p class="hint">{w.settings.publicLead}</p>
            <ul class="boxes">
                {data?.map(one => (
                    <li key={one.name}>
                        <div class="box-line">
                            <span>
                                <strong>@{one.handle}</strong>
                                <small>
                                    {capital(one.network)} · {new URL(one.server).host}
                                </small>
                            </span>
                            <Chip tone="good" icon="check">
                                {w.settings.connected}
                            </Chip>
                        </div>
                        <div class="actions minor">
                            <Do
                                class="quiet"
                                icon="trash"
                                act={async () => {
                                    await remove(`public/accounts/${part(one.name)}`);
                                    changed();
                                }}
                            >
                                {w.remove}
                            </Do>
                        </div>
                    </li>
                ))}
            </ul>
            <Fold title={w.settings.connectTo('Bluesky')} key={`b${has('bluesky')}`}>
                <Bluesky />
            </Fold>
            <Fold title={w.settings.connectTo('Mastodon')} key={`m${has('mastodon')}`}>
                <Mastodon />
            </Fold>
        </section>
    );
}

const connected = (account: T.PublicAccount) => {
    say(w.settings.publicDone(account.handle));
    changed();
};

function Bluesky() {
    const [handle, setHandle] = useState('');
    const [password, setPassword] = useState('');
    const [server, setServer] = useState('');
    const connect = async () => {
        const account = await post<T.PublicAccount>('public/bluesky', {
            handle: handle.trim(),
            password: password.trim(),
            ...(server.trim() && { server: server.trim() }),
        });
        setPassword('');
        connected(account);
    };
    return (
        <div class="stack">
            <div class="grid">
                <Field label={w.settings.handle} hint="claire.bsky.social" value={handle} onValue={setHandle} autocomplete="username" />
                <Field
                    label={w.settings.appPassword}
                    hint={w.settings.appPasswordHint}
                    type="password"
                    value={password}
                    onValue={setPassword}
                />
            </div>
            <Fold title={w.settings.otherServer}>
                <Field label={w.settings.server} value={server} onValue={setServer} type="url" optional />
            </Fold>
            <Do class="primary" act={connect} disabled={!handle.trim() || !password}>
                {w.settings.box.connect}
            </Do>
        </div>
    );
}

// Two steps: allow it at one's own instance, then bring the code that is shown there.
function Mastodon() {
    const [server, setServer] = useState('');
    const [begun, setBegun] = useState<T.MastodonBegun | null>(null);
    const [code, setCode] = useState('');
    const begin = async () => setBegun(await post<T.MastodonBegun>('public/mastodon', { server: server.trim() }));
    const end = async () => {
        connected(await post<T.PublicAccount>(`public/mastodon/${part(begun!.id)}`, { code: code.trim() }));
        setBegun(null);
        setCode('');
    };
    if (!begun)
        return (
            <div class="stack">
                <Field label={w.settings.instance} hint="mastodon.social" value={server} onValue={setServer} />
                <Do class="primary" act={begin} disabled={!server.trim()}>
                    {w.fresh.next}
                </Do>
            </div>
        );
    return (
        <div class="stack">
            <p>{w.settings.allowLead}</p>
            {isWeb(begun.url) && (
                <p>
                    <Outside class="secondary" href={begun.url}>
                        {w.settings.allow(new URL(begun.url).host)}
                    </Outside>
                </p>
            )}
            <Field label={w.settings.code} value={code} onValue={setCode} />
            <div class="actions">
                <Do class="primary" act={end} disabled={!code.trim()}>
                    {w.settings.box.connect}
                </Do>
                <button class="quiet" onClick={() => setBegun(null)}>
                    {w.back}
                </button>
            </div>
        </div>
    );
}

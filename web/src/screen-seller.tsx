// SPDX-License-Identifier: AGPL-3.0-or-later
// The seller's card: how to reach it, how it behaved, and what that means before buying there again.
import { useState } from 'preact/hooks';
import { part, put } from './api';
import type * as T from './api-types';
import { Bars } from './clock';
import { countries, countryName, inEurope } from './countries';
import { changed, useData } from './data';
import { Icon } from './icons';
import { to } from './router';
import { ClaimRows } from './screen-claims';
import { Back, Copyable, Do, Field, Fold, Loading, Picker, say, Title, Trouble } from './ui';
import { capital, money, named, w } from './words';

export function SellersScreen() {
    const { data, problem, reload } = useData<T.MerchantRow[]>('merchants');
    if (problem && !data) return <Trouble problem={problem} retry={reload} />;
    if (!data) return <Loading />;
    return (
        <div class="narrow">
            <Title lead={w.menu.sellersLead}>{w.seller.list}</Title>
            {!data.length && <p class="hint">{w.seller.none}</p>}
            <ul class="rows">
                {data.map(one => (
                    <li key={one.ref}>
                        <a class="row" href={to('seller', one.ref)}>
                            <span class="row-main">
                                <strong>{one.name}</strong>
                                {one.country && <small>{countryName(one.country)}</small>}
                            </span>
                            <Icon name="fold" />
                        </a>
                    </li>
                ))}
            </ul>
        </div>
    );
}

export function SellerScreen(props: { name: string }) {
    const { data, problem, reload } = useData<T.MerchantCard>(`merchants/${part(props.name)}`);
    const home = useData<T.Settings>('settings').data?.country ?? null;
    if (problem && !data) return <Trouble problem={problem} retry={reload} />;
    if (!data) return <Loading />;
    const { merchant } = data;
    const country = merchant.country;
    const meaning = country ? meaningOf(country, home) : [w.seller.unknown];
    return (
        <div class="narrow">
            <Back to={to('sellers')}>{w.seller.list}</Back>
            <Title
                eyebrow={w.seller.title}
                lead={country ? `${w.seller.country} ${countryName(country)}` : undefined}
            >
                {merchant.name}
            </Title>
            <section class="panel">
                <h2>{w.seller.delays}</h2>
                <p>{w.seller.verdict(data.answered, data.unanswered)}</p>
                {data.fastest_minutes !== null && data.slowest_minutes !== null && (
                    <p>{w.seller.expect(data.fastest_minutes, data.slowest_minutes, data.unanswered)}</p>
                )}
                <Delays channels={data.channels} />
            </section>
            <section class="panel">
                <h2>{w.seller.tactics}</h2>
                {data.tactics.length ? (
                    <Bars
                        caption={w.seller.tactics}
                        heads={[w.claim.tactics, w.trophies.count]}
                        rows={data.tactics.map(one => [capital(one.title), one.count])}
                    />
                ) : (
                    <p class="hint">{w.seller.tacticsNone}</p>
                )}
            </section>
            <section class="panel">
                <h2>{w.seller.again}</h2>
                <ul class="points">
                    {meaning.map(one => (
                        <li key={one}>{one}</li>
                    ))}
                    {data.answered + data.unanswered > 0 && <li>{w.seller.lived(data.answered, data.unanswered)}</li>}
                    {!!data.tactics.length && <li>{w.seller.dodged(data.tactics.length)}</li>}
                    {data.recovered.map(sum => (
                        <li key={sum.currency}>
                            {w.seller.recovered} <strong>{money(sum)}</strong>
                        </li>
                    ))}
                </ul>
            </section>
            <section class="panel">
                <h2>{w.seller.reach}</h2>
                <Reach merchant={merchant} />
            </section>
            <h2>{w.seller.claims}</h2>
            <ClaimRows rows={data.claims} />
        </div>
    );
}

// What the seller's country means for somebody who lives in HOME.
function meaningOf(country: string, home: string | null): string[] {
    if (country === home) return w.seller.here;
    if (!inEurope(country)) return w.seller.abroad;
    return home && !inEurope(home) ? w.seller.abroad : w.seller.euro;
}

function Delays(props: { channels: T.ChannelUse[] }) {
    if (!props.channels.length) return <p class="hint">{w.seller.delaysNone}</p>;
    return (
        <div class="scroll">
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{w.seller.channel}</th>
                        <th scope="col">{w.seller.sentCount}</th>
                        <th scope="col">{w.seller.answeredCount}</th>
                        <th scope="col">{w.seller.median}</th>
                    </tr>
                </thead>
                <tbody>
                    {props.channels.map(one => (
                        <tr key={one.channel}>
                            <th scope="row">{capital(named(w.seller.channels, one.channel))}</th>
                            <td>{one.sent}</td>
                            <td>{one.answered}</td>
                            <td>
                                {one.median_minutes === null ? w.seller.never : w.seller.span(one.median_minutes)}
                            </td>
                        </tr>
                    ))}
                </tbody>
            </table>
        </div>
    );
}

function Reach(props: { merchant: T.Merchant }) {
    const { merchant } = props;
    const [email, setEmail] = useState((merchant.emails ?? []).join(', '));
    const [phone, setPhone] = useState(merchant.phone ?? '');
    const [form, setForm] = useState(merchant.form_url ?? '');
    const [country, setCountry] = useState(merchant.country ?? '');
    const [post, setPost] = useState(merchant.postal_address ?? '');
    const save = async () => {
        const emails = email.split(/[,\s]+/).filter(Boolean);
        const domains = emails.map(one => one.slice(one.lastIndexOf('@') + 1));
        await put(`merchants/${part(merchant.ref)}`, {
            emails,
            domains: Array.from(new Set([...(merchant.domains ?? []), ...domains])),
            phone: phone.trim() || null,
            form_url: form.trim() || null,
            country: country || null,
            postal_address: post.trim() || null,
        });
        say(w.saved);
        changed();
    };
    const known: [string, string | null | undefined][] = [
        ...(merchant.emails ?? []).map(one => [w.seller.email, one] as [string, string]),
        [w.seller.phone, merchant.phone],
        [w.seller.form, merchant.form_url],
        [w.seller.post, merchant.postal_address],
        ...Object.entries(merchant.handles ?? {}).map(
            ([network, handle]) => [capital(network), handle] as [string, string],
        ),
    ];
    return (
        <>
            {known.map(
                ([label, value]) => value && <Copyable key={label + value} label={label} value={value} />,
            )}
            <Fold title={w.seller.change}>
                <div class="stack">
                    <div class="grid">
                        <Field label={w.seller.email} value={email} onValue={setEmail} />
                        <Field label={w.seller.phone} value={phone} onValue={setPhone} type="tel" />
                        <Field label={w.seller.form} value={form} onValue={setForm} type="url" />
                        <Picker
                            label={w.fresh.country}
                            value={country}
                            onValue={setCountry}
                            options={countries(country)}
                        />
                        <Field label={w.seller.post} value={post} onValue={setPost} lines={3} />
                    </div>
                    <Do act={save}>{w.save}</Do>
                </div>
            </Fold>
        </>
    );
}

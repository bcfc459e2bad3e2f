// SPDX-License-Identifier: AGPL-3.0-or-later
// A new claim: one sentence, what is wrong, what is wished for; then the purchase, which an order confirmation fills in.
import { useRef, useState } from 'preact/hooks';
import { post, upload } from './api';
import type * as T from './api-types';
import { changed, useData, useKept } from './data';
import { countries } from './countries';
import type { IconName } from './icons';
import { Icon } from './icons';
import { go, to } from './router';
import { Back, Choice, Do, Drop, Field, Fold, Picker, say, sayProblem, Title } from './ui';
import { language, money, w } from './words';

const ICONS: Record<T.ClaimKind, IconName> = {
    not_delivered: 'box',
    late: 'clock',
    defective: 'broken',
    wrong_item: 'swap',
    refund_due: 'coins',
    guarantee_refused: 'shield',
};
// The wishes that go with what is wrong, the likeliest first.
const WISHES: Record<T.ClaimKind, T.Remedy[]> = {
    not_delivered: ['delivery', 'refund', 'replacement'],
    late: ['delivery', 'refund', 'price_reduction'],
    defective: ['repair', 'replacement', 'refund'],
    wrong_item: ['replacement', 'refund', 'price_reduction'],
    refund_due: ['refund'],
    guarantee_refused: ['repair', 'replacement', 'refund'],
};

type Facts = Record<
    | 'merchant'
    | 'item'
    | 'price'
    | 'number'
    | 'ordered'
    | 'expected'
    | 'delivered'
    | 'email'
    | 'country'
    | 'phone'
    | 'form'
    | 'name',
    string
>;
const NO_FACTS: Facts = {
    merchant: '',
    item: '',
    price: '',
    number: '',
    ordered: '',
    expected: '',
    delivered: '',
    email: '',
    country: '',
    phone: '',
    form: '',
    name: '',
};

// What a confirmation says goes where nothing was written yet.
function fill(facts: Facts, order: T.Order): Facts {
    const found: Partial<Facts> = {
        merchant: order.merchant.name ?? '',
        email: order.merchant.email ?? '',
        item: order.purchase.item ?? '',
        number: order.purchase.order_number ?? '',
        price: money(order.purchase.price),
        ordered: order.purchase.ordered_on ?? '',
        expected: order.purchase.expected_on ?? '',
    };
    const filled = { ...facts };
    for (const [name, value] of Object.entries(found) as [keyof Facts, string][])
        if (!filled[name] && value) filled[name] = value;
    return filled;
}

function recordsOf(
    facts: Facts,
    where: T.Where,
    sellers: T.MerchantRow[],
): Pick<T.NewClaim, 'merchant' | 'purchase'> {
    const text = (value: string) => value.trim() || null;
    const merchant: T.NewMerchant = {
        name: facts.merchant.trim(),
        role: where === 'shop' ? 'shop' : 'online_shop',
    };
    const known = sellers.find(one => one.name.toLowerCase() === merchant.name!.toLowerCase());
    if (known) merchant.ref = known.ref;
    const email = facts.email.trim();
    if (email) {
        merchant.emails = [email];
        if (email.includes('@')) merchant.domains = [email.slice(email.lastIndexOf('@') + 1)];
    }
    if (facts.country) merchant.country = facts.country;
    if (facts.phone.trim()) merchant.phone = facts.phone.trim();
    if (facts.form.trim()) merchant.form_url = facts.form.trim();
    return {
        merchant,
        purchase: {
            item: facts.item.trim(),
            order_number: text(facts.number),
            price: text(facts.price),
            where,
            ordered_on: text(facts.ordered),
            expected_on: text(facts.expected),
            delivered_on: text(facts.delivered),
        },
    };
}

type Fresh = {
    about: string;
    kind: T.ClaimKind | null;
    wants: T.Remedy | null;
    facts: Facts;
    where: T.Where;
};
const NOTHING: Fresh = { about: '', kind: null, wants: null, facts: NO_FACTS, where: 'distance' };
const SECOND = 'purchase';

export function NewScreen(props: { step?: string }) {
    const [fresh, keep] = useKept('new', NOTHING);
    const { about, kind, wants, facts, where } = fresh;
    const latest = useRef(fresh);
    latest.current = fresh;
    const set = (change: Partial<Fresh>) => keep({ ...latest.current, ...change });
    const [reading, setReading] = useState(false);
    const sellers = useData<T.MerchantRow[]>('merchants').data ?? [];
    const settings = useData<T.Settings>('settings').data;

    const onward = () => go(to('new', SECOND));
    const choose = (chosen: T.ClaimKind) => {
        set({ kind: chosen, wants: WISHES[chosen].length === 1 ? WISHES[chosen][0] : null });
    };
    const read = async (raw: Blob | string) => {
        setReading(true);
        try {
            const order = await upload<T.Order>('orders', raw, 'message/rfc822');
            const found = order.merchant.name || order.purchase.item || order.purchase.order_number;
            set({ facts: fill(latest.current.facts, order) });
            say(found ? w.fresh.orderRead : w.fresh.orderNothing);
            if (found && kind && wants) onward();
        } finally {
            setReading(false);
        }
    };
    const take = (files: File[]) => {
        if (files[0]) read(files[0]).catch(sayProblem);
    };
    const open = async () => {
        const claim: T.NewClaim = {
            kind: kind!,
            wants: wants!,
            language,
            ...recordsOf(facts, where, sellers),
            ...(about.trim() && { about: about.trim() }),
            ...(facts.name.trim() && { name: facts.name.trim() }),
        };
        const opened = await post<T.Opened>('claims', claim);
        keep(null);
        changed();
        go(to('claim', opened.claim, 'move'));
    };
    if (props.step === SECOND && kind && wants)
        return (
            <Purchase
                facts={facts}
                setFacts={facts => set({ facts })}
                where={where}
                setWhere={where => set({ where })}
                kind={kind}
                askName={!settings?.name}
                sellers={sellers}
                open={open}
                take={take}
                reading={reading}
            />
        );
    return (
        <div class="narrow">
            <Title lead={w.fresh.lead} page={w.nav.new}>
                {w.fresh.title}
            </Title>
            <form
                class="stack"
                onSubmit={event => {
                    event.preventDefault();
                    if (kind && wants) onward();
                }}
            >
                <textarea
                    class="sentence"
                    rows={2}
                    aria-label={w.fresh.about}
                    placeholder={w.fresh.aboutHint}
                    value={about}
                    onInput={event => set({ about: (event.target as HTMLTextAreaElement).value })}
                    onPaste={event => {
                        const text = event.clipboardData?.getData('text/plain') ?? '';
                        if (
                            /^(From|Received|Return-Path|Delivered-To|Message-ID|MIME-Version):/im.test(
                                text,
                            ) &&
                            text.length > 200
                        ) {
                            event.preventDefault();
                            read(text).catch(sayProblem);
                        }
                    }}
                />
                <Choice
                    large
                    label={w.fresh.kind}
                    value={kind}
                    onValue={choose}
                    options={(Object.keys(ICONS) as T.ClaimKind[]).map(one => [
                        one,
                        w.fresh.kinds[one],
                        ICONS[one],
                    ])}
                />
                {kind && (
                    <Choice
                        large
                        label={w.fresh.wish}
                        value={wants}
                        onValue={wants => set({ wants })}
                        options={WISHES[kind].map(one => [one, w.fresh.wishes[one]])}
                    />
                )}
                <Drop
                    onFiles={take}
                    label={reading ? w.drop.reading : w.fresh.orderDrop}
                    accept=".eml,message/rfc822"
                    small
                />
                <div class="actions">
                    <button type="submit" class="primary" disabled={!kind || !wants}>
                        {w.fresh.next}
                        <Icon name="fold" />
                    </button>
                </div>
            </form>
        </div>
    );
}

function Purchase(props: {
    facts: Facts;
    setFacts: (facts: Facts) => void;
    where: T.Where;
    setWhere: (where: T.Where) => void;
    kind: T.ClaimKind;
    askName: boolean;
    sellers: T.MerchantRow[];
    open: () => Promise<unknown>;
    take: (files: File[]) => void;
    reading: boolean;
}) {
    const { facts } = props;
    const put = (name: keyof Facts) => (value: string) => props.setFacts({ ...facts, [name]: value });
    const awaited = props.kind === 'not_delivered' || props.kind === 'late';
    const distance = props.where === 'distance';
    const ready = facts.merchant.trim() && facts.item.trim();
    return (
        <div class="narrow">
            <Back to={to('new')} />
            <Title lead={w.fresh.factsLead} page={w.nav.new}>
                {w.fresh.facts}
            </Title>
            <form
                class="stack"
                onSubmit={event => {
                    event.preventDefault();
                    if (ready) props.open().catch(sayProblem);
                }}
            >
                <Drop
                    onFiles={props.take}
                    label={props.reading ? w.drop.reading : w.fresh.orderDrop}
                    accept=".eml,message/rfc822"
                    small
                />
                <div class="grid">
                    <Field
                        label={w.fresh.merchant}
                        value={facts.merchant}
                        onValue={put('merchant')}
                        hint={w.fresh.merchantHint}
                        list={props.sellers.map(one => one.name)}
                        required
                    />
                    <Field label={w.fresh.item} value={facts.item} onValue={put('item')} required />
                    <Field
                        label={w.fresh.ordered}
                        value={facts.ordered}
                        onValue={put('ordered')}
                        hint={w.fresh.dateHint}
                    />
                    {awaited ? (
                        <Field
                            label={w.fresh.expected}
                            value={facts.expected}
                            onValue={put('expected')}
                            hint={w.fresh.dateHint}
                        />
                    ) : (
                        <Field
                            label={w.fresh.delivered}
                            value={facts.delivered}
                            onValue={put('delivered')}
                            hint={w.fresh.dateHint}
                        />
                    )}
                    <Field
                        label={w.fresh.price}
                        value={facts.price}
                        onValue={put('price')}
                        hint={w.fresh.priceHint}
                        mode="decimal"
                    />
                    <Field label={w.fresh.number} value={facts.number} onValue={put('number')} />
                    <Field label={w.fresh.email} value={facts.email} onValue={put('email')} type="email" />
                    {props.askName && (
                        <Field
                            label={w.fresh.yourName}
                            value={facts.name}
                            onValue={put('name')}
                            hint={w.fresh.yourNameHint}
                            autocomplete="name"
                        />
                    )}
                </div>
                <Choice
                    label={w.fresh.where}
                    value={props.where}
                    onValue={props.setWhere}
                    options={[
                        ['distance', w.fresh.distance],
                        ['shop', w.fresh.shop],
                    ]}
                />
                <Fold title={w.fresh.furtherFacts}>
                    <div class="grid">
                        <Picker
                            label={w.fresh.country}
                            value={facts.country}
                            onValue={put('country')}
                            options={countries(facts.country)}
                        />
                        <Field label={w.fresh.phone} value={facts.phone} onValue={put('phone')} type="tel" />
                        {distance && (
                            <Field label={w.fresh.form} value={facts.form} onValue={put('form')} type="url" />
                        )}
                    </div>
                </Fold>
                <div class="actions">
                    <Do class="primary" act={props.open} disabled={!ready}>
                        {w.fresh.go}
                    </Do>
                    <span class="hint">{ready ? w.fresh.again : w.fresh.needs}</span>
                </div>
            </form>
        </div>
    );
}

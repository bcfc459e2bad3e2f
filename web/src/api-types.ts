// SPDX-License-Identifier: AGPL-3.0-or-later
// Made by make-types from schema/openapi.json; not edited by hand.

export type EventKind = "claim.opened" | "message.sent" | "message.received" | "call.made" | "visit.made" | "form.submitted" | "post.published" | "step.requested" | "step.done" | "finding.recorded" | "evidence.added" | "promise.made" | "offer.made" | "offer.answered" | "return_procedure.received" | "item.returned" | "item.arrived" | "remedy.received" | "deadline.set" | "signal.corrected" | "move.skipped" | "claim.snoozed" | "claim.closed" | "claim.reopened" | "note.added";

export type Actor = "me" | "seller" | "system" | "helper";

export type Channel = "none" | "counter" | "form" | "phone" | "email" | "chat" | "public" | "letter" | "dispute" | "authority" | "mediator" | "court";

export type ClaimKind = "not_delivered" | "late" | "defective" | "wrong_item" | "refund_due" | "guarantee_refused";

export type Remedy = "delivery" | "repair" | "replacement" | "refund" | "price_reduction";

export type Role = "shop" | "online_shop" | "marketplace" | "maker" | "carrier";

export type Where = "distance" | "shop";

export type Payment = "card" | "paypal" | "transfer" | "cash" | "cheque" | "instalments" | "other";

export type Automatic = "none" | "auto_reply" | "acknowledgement" | "bounce" | "delay_notice" | "list" | "newsletter" | "survey" | "notification";

export type SignalKind = "asks_step" | "asks_information" | "asks_evidence" | "hands_off" | "denies" | "shifts_cost" | "in_progress" | "already_answered" | "not_us" | "wrong_channel" | "promises" | "offers_refund" | "offers_repair" | "offers_replacement" | "offers_voucher" | "offers_partial_refund" | "gives_return_procedure" | "asks_withdrawal" | "apologises" | "thanks" | "closes" | "gives_ticket_number" | "gives_tracking_number";

export type TacticKind = "hand_off" | "tone_drop" | "repeated_question" | "denial" | "cost_threat" | "in_progress" | "already_answered" | "not_us" | "wrong_channel" | "more_documents" | "voucher_instead" | "withdraw_for_refund" | "agent_rotation";

export type Turn = "mine" | "seller" | "nobody";

export type Ghosting = "none" | "acknowledged_only" | "silent" | "promise_broken" | "vanished";

export type State = "open" | "won" | "partly_won" | "dropped" | "expired";

export type Outcome = "satisfied" | "partly" | "withdrawn" | "hopeless";

export type MoveKind = "wait" | "send" | "call" | "visit" | "post" | "file" | "do" | "decide";

export type Contact = "unknown" | "reached" | "no_answer" | "refused" | "solved";

export type Money = {
    amount: number;
    currency: string;
};

export type Problem = {
    type: string;
    title: string;
    status: number;
    detail: string;
    name: string;
    findings?: GuardFinding[];
};

export type Why = {
    text: string;
    event: number | null;
    rule: string | null;
};

export type Move = {
    id: string;
    kind: MoveKind;
    channel: Channel | null;
    due: string | null;
    minutes: number;
    draft: string | null;
    event: number | null;
    approval: boolean;
    title: string;
    why: Why[];
    if_you_wait: string;
};

export type Then = {
    id: string;
    kind: MoveKind;
    channel: Channel | null;
    due: string | null;
    title: string;
};

export type Tactics = Record<string, number>;

export type Card = {
    claim: string;
    merchant: string;
    item: string;
    turn: Turn;
    state: State;
    ghosting: Ghosting;
    rung: string | null;
    stake: Money | null;
    owed: Money | null;
    recovered: Money | null;
    until: string | null;
    tactics: Tactics;
    move: Move;
    then: Then | null;
};

export type ClaimRow = {
    claim: string;
    number: number;
    merchant: string;
    item: string;
    state: State;
    turn: Turn;
    ghosting: Ghosting;
    kind: ClaimKind;
    owed: Money | null;
    recovered: Money | null;
    move: string;
    title: string;
    due: string | null;
};

export type ClaimPage = {
    items: ClaimRow[];
    next: string | null;
};

export type Merchant = {
    type?: "merchant";
    ref: string;
    name: string;
    role?: Role;
    country?: string | null;
    languages?: string[];
    emails?: string[];
    domains?: string[];
    phone?: string | null;
    form_url?: string | null;
    handles?: Record<string, string>;
    postal_address?: string | null;
    registration_number?: string | null;
    mediator?: Record<string, unknown> | null;
};

export type Purchase = {
    type?: "purchase";
    ref: string;
    merchant?: string;
    item: string;
    order_number?: string | null;
    serial?: string | null;
    price?: Money | null;
    ordered_on?: string | null;
    expected_on?: string | null;
    delivered_on?: string | null;
    where?: Where;
    payment?: Payment;
    second_hand?: boolean;
    guarantee_until?: string | null;
};

export type ClaimRecord = {
    type?: "claim";
    ref: string;
    purchase?: string;
    kind: ClaimKind;
    wants: Remedy;
    language?: string;
    ladder?: string | null;
};

export type Signal = {
    kind: SignalKind;
    title: string;
    quote: string | null;
    step: string | null;
    due: string | null;
    start: number | null;
    end: number | null;
};

export type TacticSeen = {
    kind: TacticKind;
    title: string;
};

export type Event = {
    seq: number;
    at: string;
    kind: EventKind;
    actor: Actor;
    title: string;
    summary: string;
    channel: Channel | null;
    text: string | null;
    automatic: {
        is: boolean;
        kind: Automatic;
    } | null;
    agent: string | null;
    courtesy: number | null;
    signals: Signal[];
    tactics: TacticSeen[];
    raw: string | null;
    body: Record<string, unknown>;
    retracted: boolean;
    retractable: boolean;
};

export type EventPage = {
    items: Event[];
    next: string | null;
};

export type Rung = {
    id: string;
    title: string;
    channel: Channel | null;
    kind: MoveKind;
    state: "done" | "skipped" | "current" | "later";
    times: number;
    last: string | null;
    minutes: number;
};

export type Promise = {
    event: number;
    due: string;
    state: "pending" | "kept" | "broken";
};

export type Step = {
    id: string;
    asked: number;
    ask_event: number | null;
    done_event: number | null;
};

export type Hint = {
    term: string;
    says: string;
};

export type Clock = {
    turn: Turn;
    since: string | null;
    until: string | null;
    opened_at: string | null;
    last_sent: string | null;
    last_answer: string | null;
    days_mine: number;
    days_seller: number;
    days_in_turn: number;
};

export type Claim = {
    claim: string;
    merchant: string;
    item: string;
    turn: Turn;
    state: State;
    ghosting: Ghosting;
    rung: string | null;
    stake: Money | null;
    owed: Money | null;
    recovered: Money | null;
    until: string | null;
    tactics: Tactics;
    move: Move;
    then: Then | null;
    number: number;
    ladder: string;
    moves_made: number;
    clock: Clock;
    rungs: Rung[];
    promises: Promise[];
    steps: Step[];
    agents: string[];
    tactics_seen: {
        kind: TacticKind;
        title: string;
        count: number;
        event: number | null;
    }[];
    hints: Hint[];
    events: Event[];
    merchant_record: Merchant;
    purchase_record: Purchase;
    claim_record: ClaimRecord;
};

export type NewMerchant = {
    ref?: string;
    name?: string;
    role?: Role;
    country?: string | null;
    languages?: string[];
    emails?: string[];
    domains?: string[];
    phone?: string | null;
    form_url?: string | null;
    handles?: Record<string, string>;
    postal_address?: string | null;
    registration_number?: string | null;
    mediator?: Record<string, unknown> | null;
};

export type NewPurchase = {
    ref?: string;
    item: string;
    order_number?: string | null;
    serial?: string | null;
    price?: Money | string | null;
    ordered_on?: string | null;
    expected_on?: string | null;
    delivered_on?: string | null;
    where?: Where;
    payment?: Payment;
    second_hand?: boolean;
    guarantee_until?: string | null;
};

export type NewClaim = {
    about?: string;
    kind: ClaimKind;
    wants: Remedy;
    language?: string;
    ladder?: string | null;
    merchant: NewMerchant;
    purchase: NewPurchase;
    name?: string;
};

export type Opened = {
    claim: string;
    number: number;
};

export type NewEvent = {
    kind: EventKind;
    at?: string;
    body?: Record<string, unknown>;
    read?: boolean;
};

export type Noted = {
    claim: string;
    event: number;
};

export type Correction = {
    event: number;
    add?: SignalKind[];
    remove?: SignalKind[];
    automatic?: Automatic;
    reason?: string;
    retracted?: boolean;
};

export type ReadText = {
    text: string;
    channel?: Channel;
};

export type ReadResult = {
    text: string;
    automatic: {
        is: boolean;
        kind: Automatic;
    } | null;
    agent: string | null;
    courtesy: number | null;
    signals: Signal[];
};

export type GuardFinding = {
    kind: string;
    severity: "block" | "warn";
    quote: string;
    start: number;
    end: number;
    advice: string;
};

export type GuardText = {
    text: string;
    channel?: Channel;
    claim?: string;
};

export type Preview = {
    from: string | null;
    to: string | null;
    subject: string | null;
    text: string;
};

export type FormField = {
    id: string;
    label: string;
    value: string;
};

export type PublicPlace = {
    network: string;
    name: string;
    handle: string;
    verified: "typed" | "site" | "domain";
    help: string;
    link: string | null;
    weight: number;
    limit: number;
    qr: QrCode | null;
};

export type QrCode = {
    size: number;
    path: string;
};

export type Draft = {
    claim: string;
    move: string;
    title: string;
    kind: MoveKind;
    channel: Channel;
    to: string | null;
    language: string | null;
    subject: string | null;
    body: string | null;
    own_language: string;
    own_words: string | null;
    by_mail: boolean;
    minutes: number;
    approval: boolean;
    guard: GuardFinding[];
    blocked: boolean;
    preview: Preview | null;
    fields: FormField[];
    hints: Hint[];
    places: PublicPlace[];
    confirm: string;
};

export type DraftEdit = {
    text?: string;
    language?: string;
};

export type Send = {
    move?: string;
    text?: string;
    preview?: boolean;
    confirm?: string;
    contact?: Contact;
};

export type Sent = {
    claim: string;
    move: string;
    state: "preview" | "sent" | "waiting" | "noted";
    detail: string | null;
    draft: Draft | null;
};

export type Ingested = {
    matched: number;
    held: number;
    repeated: number;
    own: number;
    refused: number;
    claim: string | null;
    event: number | null;
};

export type Order = {
    sure: boolean;
    merchant: {
        name: string | null;
        email: string | null;
    };
    purchase: {
        item: string | null;
        order_number: string | null;
        price: Money | null;
        ordered_on: string | null;
        expected_on: string | null;
    };
};

export type Evidence = {
    sha256: string;
    name: string | null;
    type: string | null;
    size: number | null;
    event: number;
    at: string;
    note: string | null;
};

export type Kept = {
    sha256: string;
    event: number;
    name: string;
    type: string;
    size: number;
};

export type Held = {
    id: string;
    name: string;
    address: string;
    subject: string;
    date: string;
    excerpt: string;
    suspicious: boolean;
    reason: string;
};

export type Assign = {
    claim: string;
};

export type Hit = {
    claim: string;
    event: number;
    excerpt: string;
};

export type Right = {
    rule: string;
    law?: string;
    kind: string;
    binding_on: string;
    nature: string;
    effect: string;
    source: string;
    status: "verified" | "unverified" | "conflict" | "lapsed";
    application?: string;
    starts: string | null;
    due: string | null;
    days_left: number | null;
    amount: Money | null;
    tier: string | null;
    late?: boolean;
    expired?: boolean;
    why: {
        text?: string;
        event?: number | null;
    }[];
};

export type Account = {
    name: string;
    address: string;
    imap: string;
    smtp: string;
    fetched_at: string | null;
    last_error: string | null;
};

export type NewAccount = {
    name?: string;
    address: string;
    full_name?: string;
    imap?: string;
    smtp?: string;
    user?: string;
    password: string;
};

export type AccountAdded = {
    account: Account;
    help: string | null;
};

export type Tested = {
    name: string;
    ok: boolean;
    detail: string | null;
};

export type Fetched = {
    matched: number;
    held: number;
    repeated: number;
    own: number;
    refused: number;
    sent: number;
    problems: string[];
};

export type ChannelUse = {
    channel: Channel;
    sent: number;
    answered: number;
    fastest_minutes: number | null;
    median_minutes: number | null;
    slowest_minutes: number | null;
};

export type MerchantCard = {
    merchant: Merchant;
    claims: ClaimRow[];
    channels: ChannelUse[];
    tactics: {
        kind: TacticKind;
        title: string;
        count: number;
    }[];
    answered: number;
    unanswered: number;
    fastest_minutes: number | null;
    median_minutes: number | null;
    slowest_minutes: number | null;
    recovered: Money[];
    open: number;
    closed: number;
};

export type MerchantRow = {
    ref: string;
    name: string;
    country: string | null;
};

export type Trophies = {
    recovered: Money[];
    moves_made: number;
    claims: number;
    won: number;
    courage: {
        calls: number;
        visits: number;
        public: number;
        letters: number;
        messages: number;
    };
    list: {
        claim: string;
        merchant: string;
        item: string;
        recovered: Money | null;
        days: number;
    }[];
};

export type Settings = {
    name?: string | null;
    address?: string | null;
    language?: "fr" | "en" | null;
    country?: string | null;
    zone?: string | null;
    timestamp?: string | null;
    timestamp_ca?: string | null;
    settle_seconds?: string | null;
    ntfy?: string | null;
    digest?: "off" | "daily" | "weekly" | null;
};

export type Story = {
    id: string;
    title: string;
};

export type StoryLine = {
    at: string;
    who: "me" | "seller" | "plan";
    what: string;
    detail: string | null;
};

export type Rehearsal = {
    id: string;
    story: string;
    title: string;
    over: boolean;
    won: boolean;
    moves: number;
    today: string | null;
    journal: StoryLine[];
    move: {
        id: string;
        title: string;
        why: string | null;
        channel: Channel;
        subject: string | null;
        language: string | null;
        own_language: string;
        own_words: string | null;
        body: string | null;
    } | null;
};

export type NewRehearsal = {
    story?: string;
};

export type RehearsalMove = {
    choice: "do" | "wait" | "accept" | "stop";
};

export type Token = {
    id: string;
    name: string;
    created: string;
};

export type NewToken = {
    name: string;
};

export type TokenMade = {
    id: string;
    name: string;
    token: string;
};

export type CalendarLink = {
    active: boolean;
    url: string | null;
};

export type Session = {
    open: boolean;
    password: boolean;
    language: string;
    version: string;
};

export type OpenSession = {
    token?: string;
    password?: string;
};

export type Health = {
    status: "ok";
    version: string;
};

export type Imported = {
    merchants: number;
    purchases: number;
    claims: number;
    events: number;
    repeated: number;
};

export type PublicAccount = {
    name: string;
    network: "bluesky" | "mastodon";
    server: string;
    handle: string;
};

export type NewBluesky = {
    handle: string;
    password: string;
    server?: string;
};

export type NewMastodon = {
    server: string;
};

export type MastodonBegun = {
    id: string;
    url: string;
};

export type MastodonCode = {
    code: string;
};

export type PublicNetwork = {
    network: string;
    name: string;
    by_tenace: boolean;
    handle: string | null;
    verified: "typed" | "site" | "domain" | null;
    account: string | null;
    help: string;
};

export type PublicReply = {
    kind: "seller" | "impostor" | "other";
    who: string;
    name: string;
    text: string;
    url: string | null;
    at: string | null;
    gone: boolean;
};

export type PublicWord = {
    event: number;
    network: string | null;
    name: string | null;
    url: string | null;
    text: string | null;
    handle: string | null;
    posted_at: string;
    watched: boolean;
    looked_at: string | null;
    next_at: string | null;
    gone: boolean;
    replies: PublicReply[];
};

export type PublicState = {
    claim: string;
    waiting: boolean;
    patience_hours: number;
    networks: PublicNetwork[];
    words: PublicWord[];
};

export type NewHandle = {
    handle: string;
};

export type PublicWish = {
    network?: string;
    text?: string;
};

export type PublicYes = {
    network?: string;
    text?: string;
    confirm: string;
};

export type PublicPreview = {
    claim: string;
    network: string;
    network_name: string;
    handle: string;
    verified: "typed" | "site" | "domain";
    by_tenace: boolean;
    skipped: {
        url: string;
        why: string;
    }[];
    post: {
        url: string | null;
        text: string;
        at: string | null;
    } | null;
    text: string;
    body: string;
    language: string;
    own_words: string | null;
    weight: number;
    limit: number;
    link: string | null;
    help: string;
    guard: GuardFinding[];
    blocked: boolean;
    confirm: string;
};

export type Published = {
    state: "published" | "waiting" | "refused";
    detail: string | null;
    public: PublicState;
};

export type PublicDone = {
    url: string;
    text?: string;
};

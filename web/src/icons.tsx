// SPDX-License-Identifier: AGPL-3.0-or-later
// The icons, drawn on a 24 by 24 grid with one line; never the only bearer of a meaning.

const paths = {
    alert: 'M12 8v5m0 3.5v.01M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z',
    back: 'M14.5 5.5 8 12l6.5 6.5',
    book: 'M5 4.5h9a4 4 0 0 1 4 4v11H8a3 3 0 0 1-3-3v-12zm0 12a3 3 0 0 1 3-3h10',
    box: 'M4 8l8-4 8 4v8l-8 4-8-4V8zm0 0 8 4 8-4m-8 4v8',
    broken: 'M7 3.5h10v17H7zM7 16.5h10M13.5 6.5 10.5 10h3l-3 3.5',
    calendar: 'M4.5 6h15v14h-15zM4.5 10.5h15M8.5 3.5V8m7-4.5V8',
    check: 'M5 12.5 10 17.5 19 7',
    clock: 'M12 7v5l3 2.5M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z',
    close: 'M6.5 6.5l11 11m0-11-11 11',
    coins: 'M9 14a5 5 0 1 0 0-10 5 5 0 0 0 0 10zm6.5-5.8A5.5 5.5 0 1 1 9.6 17',
    copy: 'M9 9h11v11H9zM15 5.5V4H4v11h1.5',
    counter:
        'M4 10.5 5.5 4.5h13l1.5 6M4 10.5a2.7 2.7 0 0 0 5.3 0 2.7 2.7 0 0 0 5.4 0 2.7 2.7 0 0 0 5.3 0M5.5 13v7h13v-7',
    drop: 'M12 15V4.5M8 8.5l4-4 4 4M4.5 14v5.5h15V14',
    edit: 'M5 19h3.5L19 8.5 15.5 5 5 15.5V19z',
    fold: 'M9 6l6 6-6 6',
    form: 'M5 3.5h14v17H5zM8.5 8h7m-7 4h7m-7 4h4',
    gavel: 'M12 4v16M7 20h10M5 7.5h14M5 7.5 2.8 13a2.6 2.6 0 0 0 4.6 0L5 7.5zm14 0L16.8 13a2.6 2.6 0 0 0 4.6 0L19 7.5z',
    hand: 'M4 12.5 9 8l3 2.5L15.5 8 20 12.5M4 12.5l5.5 5 2.5-2m8-3-5.5 5-2.5-2',
    home: 'M4 11 12 4l8 7v9h-5.5v-5.5h-5V20H4v-9z',
    letter: 'M3.5 6h17v12.5h-17zM3.5 6.5 12 13l8.5-6.5',
    mask: 'M5 5c4.5 1.8 9.5 1.8 14 0v7a7 7 0 0 1-14 0V5zm3.5 5h2m3 0h2m-6.5 4.5c1.5 1.6 4.5 1.6 6 0',
    menu: 'M5 7h14M5 12h14M5 17h14',
    out: 'M10 5H5v14h14v-5M13.5 4.5H19.5V10.5M19.5 4.5 11 13',
    person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zm-7.5 8c.8-4 3.8-6 7.5-6s6.7 2 7.5 6',
    phone: 'M6 3.5h3.5L11 8 8.8 9.8a12 12 0 0 0 5.4 5.4L16 13l4.5 1.5V18a2.5 2.5 0 0 1-2.7 2.5C10.5 20 4 13.5 3.5 6.2A2.5 2.5 0 0 1 6 3.5z',
    plus: 'M12 5v14M5 12h14',
    search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zm4.8 11.3L20.5 20.5',
    settings: 'M4 7h9m4 0h3M4 17h3m4 0h9M15 4.5v5M9 14.5v5',
    shield: 'M12 3.5 5 6v6c0 4.5 3 7 7 8.5 4-1.5 7-4 7-8.5V6l-7-2.5z',
    shop: 'M4 10 5.5 4.5h13L20 10v.5H4V10zm1.5.5V19.5h13V10.5M10 19.5V14h4v5.5',
    star: 'M12 4l2.4 5.2 5.6.7-4.1 3.9 1.1 5.6L12 16.6 7 19.4l1.1-5.6L4 9.9l5.6-.7L12 4z',
    swap: 'M5 9h13l-3.5-3.5M19 15H6l3.5 3.5',
    tool: 'M14.5 5.5a4 4 0 0 0-5 5L4 16l4 4 5.5-5.5a4 4 0 0 0 5-5L16 12l-3-1-1-3 2.5-2.5z',
    trash: 'M5 7h14M9.5 7V4.5h5V7M7 7l.8 13h8.4L17 7',
    word: 'M4 5h16v11.5h-8L7.5 20v-3.5H4V5z',
};

export type IconName = keyof typeof paths;

export const Icon = (props: { name: IconName }) => (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        <path d={paths[props.name]} />
    </svg>
);

// The icon of a way to reach the seller.
export const channelIcon = (channel: string | null): IconName =>
    (
        ({
            counter: 'counter',
            form: 'form',
            phone: 'phone',
            email: 'letter',
            chat: 'word',
            public: 'word',
            letter: 'letter',
            dispute: 'coins',
            authority: 'shield',
            mediator: 'hand',
            court: 'gavel',
        }) as Record<string, IconName>
    )[channel ?? ''] ?? 'clock';

export const Mark = () => (
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
        <rect width="32" height="32" rx="8" />
        <path
            class="mark-drop"
            d="M16 5.7c3.7 4.9 6.6 8.7 6.6 12.8a6.6 6.6 0 0 1-13.2 0c0-4.1 2.9-7.9 6.6-12.8z"
        />
        <path class="mark-light" d="M16 21.9a3.5 3.5 0 0 1-3.5-3.4" />
    </svg>
);

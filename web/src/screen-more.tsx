// SPDX-License-Identifier: AGPL-3.0-or-later
// What is not needed every day.
import type * as T from './api-types';
import { useData } from './data';
import { Icon, type IconName } from './icons';
import { to } from './router';
import { Title } from './ui';
import { w } from './words';

export function MoreScreen() {
    const held = useData<T.Held[]>('held').data?.length ?? 0;
    const items: [string, string, string, IconName][] = [
        ['held', w.menu.held, w.menu.heldLead, 'letter'],
        ['sellers', w.menu.sellers, w.menu.sellersLead, 'shop'],
        ['trophies', w.menu.trophies, w.menu.trophiesLead, 'star'],
        ['rehearsal', w.menu.rehearsal, w.menu.rehearsalLead, 'mask'],
        ['settings', w.menu.settings, w.menu.settingsLead, 'settings'],
    ];
    return (
        <div class="narrow">
            <Title>{w.menu.title}</Title>
            <ul class="more">
                {items.map(([name, label, lead, icon]) => (
                    <li key={name}>
                        <a href={to(name)}>
                            <Icon name={icon} />
                            <span>
                                <strong>
                                    {label}
                                    {name === 'held' && held > 0 && <b class="count">{held}</b>}
                                </strong>
                                <small>{lead}</small>
                            </span>
                        </a>
                    </li>
                ))}
            </ul>
        </div>
    );
}

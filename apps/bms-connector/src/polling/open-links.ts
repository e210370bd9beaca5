import type { BatteryDriver, DeviceLink, LinkEndpoint } from '../protocols/battery-driver.js';

interface OpenLink {
  readonly endpoint: LinkEndpoint;
  readonly link: DeviceLink;
  readonly users: Set<string>;
}

export const linkKey = (endpoint: LinkEndpoint): string => {
  const { protocol, transport, host, port, serialDevice, mode, reports } = endpoint;
  const way = `${protocol}/${mode ?? transport}${reports ? '/reports' : ''}`;
  return serialDevice === undefined ? `${way}/${host}/${port}` : `${way}/${serialDevice}`;
};

const placeOf = ({ host, port, serialDevice }: LinkEndpoint): string => serialDevice ?? `${host}/${port}`;

/** One link for all batteries behind the same address; closed when the last of them leaves it. */
export class OpenLinks {
  private readonly links = new Map<string, OpenLink>();
  private readonly keyByUser = new Map<string, string>();

  /** The link of a battery, which leaves the one that it had before if that was another. */
  linkOf(user: string, driver: BatteryDriver, endpoint: LinkEndpoint): DeviceLink {
    const key = linkKey(endpoint);
    if (this.keyByUser.get(user) !== key) this.leave(user);
    const open = this.links.get(key) ?? {
      endpoint,
      link: driver.openLink(endpoint),
      users: new Set<string>(),
    };
    this.links.set(key, open);
    open.users.add(user);
    this.keyByUser.set(user, key);
    return open.link;
  }

  leave(user: string): void {
    const key = this.keyByUser.get(user) ?? '';
    const open = this.links.get(key);
    this.keyByUser.delete(user);
    open?.users.delete(user);
    if (open?.users.size !== 0) return;
    this.links.delete(key);
    open.link.close();
  }

  /** Whether the same address and port, or the same serial device, is spoken to in another way. */
  hasRival(endpoint: LinkEndpoint): boolean {
    const key = linkKey(endpoint);
    const place = placeOf(endpoint);
    return [...this.links].some(([other, open]) => other !== key && placeOf(open.endpoint) === place);
  }

  get size(): number {
    return this.links.size;
  }

  closeAll(): void {
    for (const { link } of this.links.values()) link.close();
    this.links.clear();
    this.keyByUser.clear();
  }
}

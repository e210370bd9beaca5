import { isDeepStrictEqual } from 'node:util';
import type { DemoClient } from './demo-client.js';
import { exchange } from './json-http.js';
import type { SimulatedPack } from './simulated-pack.js';

interface Named {
  readonly id: number;
  readonly slug: string;
}

/** A pack and the number of its battery. */
export interface RegisteredPack {
  readonly pack: SimulatedPack;
  readonly batteryId: number;
}

export interface IssuedCredential {
  readonly id: number;
  /** Shown this once. */
  readonly secret: string;
}

interface Battery {
  readonly id: number;
  readonly serialNumber: string;
  readonly status: string;
  readonly version: number;
  readonly bmsPort: number;
  readonly bmsIpAddress: string | null;
  readonly bmsConfig: unknown;
}

interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** The public API as the demo client's first user sees it. */
export class FleetClient {
  private constructor(
    private readonly gatewayUrl: string,
    private readonly headers: Record<string, string>,
  ) {}

  static async signIn(gatewayUrl: string, client: DemoClient): Promise<FleetClient> {
    const { slug: tenant, username, password } = client;
    const { body } = await exchange<{ accessToken: string }>(`${gatewayUrl}/v1/auth/sign-in`, {
      method: 'POST',
      body: { tenant, username, password },
    });
    return new FleetClient(gatewayUrl, { authorization: `Bearer ${body.accessToken}` });
  }

  /** Makes the client's batteries those of the packs: missing ones are added, moved ones changed, all commissioned. */
  async register(
    packs: readonly SimulatedPack[],
    { interval, pushesOver }: { interval: number; pushesOver: 'mqtt' | 'http' },
  ): Promise<RegisteredPack[]> {
    const types = await this.all<Named>('/v1/battery-types');
    const locations = await this.all<Named>('/v1/locations');
    const known = new Map(
      (await this.all<Battery>('/v1/batteries')).map((battery) => [battery.serialNumber, battery]),
    );
    const registered: RegisteredPack[] = [];
    for (const [index, pack] of packs.entries()) {
      const connection =
        pack.protocol === 'push' ? pushOf(pack, interval, pushesOver) : connectionOf(pack, interval);
      const batteryTypeId = idOf(types, pack.batteryTypeSlug);
      const locationId = locations[index % locations.length]?.id;
      const identity = { serialNumber: pack.serialNumber, name: pack.name, batteryTypeId, locationId };
      const battery = known.get(pack.serialNumber) ?? (await this.create({ ...identity, ...connection }));
      await this.adjust(battery, connection);
      registered.push({ pack, batteryId: battery.id });
    }
    return registered;
  }

  async issueCredential(batteryId: number): Promise<IssuedCredential> {
    const { body } = await exchange<IssuedCredential>(
      `${this.gatewayUrl}/v1/batteries/${batteryId}/credentials`,
      { method: 'POST', headers: this.headers },
    );
    return body;
  }

  async create(battery: object): Promise<Battery> {
    const { body } = await exchange<Battery>(`${this.gatewayUrl}/v1/batteries`, {
      method: 'POST',
      headers: this.headers,
      body: battery,
    });
    return body;
  }

  private async adjust(battery: Battery, connection: Connection): Promise<void> {
    let version = battery.version;
    if (
      (connection.bmsPort !== undefined && battery.bmsPort !== connection.bmsPort) ||
      !isDeepStrictEqual(battery.bmsConfig, connection.bmsConfig)
    ) {
      version = (await this.change(battery.id, version, connection)).version;
    }
    if (battery.status !== 'commissioning') return;
    await exchange(`${this.gatewayUrl}/v1/batteries/${battery.id}/commission`, {
      method: 'POST',
      headers: { ...this.headers, 'if-match': `"${version}"` },
    });
  }

  private async change(id: number, version: number, changes: object): Promise<Battery> {
    const { body } = await exchange<Battery>(`${this.gatewayUrl}/v1/batteries/${id}`, {
      method: 'PATCH',
      headers: { ...this.headers, 'if-match': `"${version}"` },
      body: changes,
    });
    return body;
  }

  /** Every item of a list, page by page. */
  async all<T>(path: string): Promise<T[]> {
    const items: T[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
      const url = `${this.gatewayUrl}${path}?limit=100${query}`;
      const { body }: { body: Page<T> } = await exchange<Page<T>>(url, { headers: this.headers });
      items.push(...body.items);
      cursor = body.nextCursor;
    } while (cursor);
    return items;
  }
}

interface Connection {
  readonly bmsIpAddress: string | null;
  readonly bmsPort?: number;
  readonly bmsProtocol?: string;
  readonly bmsConfig: Readonly<Record<string, unknown>>;
}

/** Nobody asks a device that pushes: it has no address. */
const pushOf = (
  { bmsConfig }: SimulatedPack,
  pollIntervalSeconds: number,
  transport: 'mqtt' | 'http',
): Connection => ({ bmsIpAddress: null, bmsConfig: { ...bmsConfig, transport, pollIntervalSeconds } });

function connectionOf(pack: SimulatedPack, pollIntervalSeconds: number): Connection {
  return {
    bmsIpAddress: pack.address,
    bmsPort: pack.port,
    bmsProtocol: pack.protocol,
    bmsConfig: { ...pack.bmsConfig, pollIntervalSeconds },
  };
}

function idOf(named: readonly Named[], slug: string): number {
  const found = named.find((one) => one.slug === slug);
  if (!found) throw new Error(`no battery type '${slug}' among the template's`);
  return found.id;
}

import {
  DeviceProfileInvalid,
  loadProfileCheck,
  ownProfileCheck,
  parseDeviceProfile,
  type DeviceProfile,
  type SchemaCheck,
} from '@trackingbms/device-profiles';
import { eventTypes, type DeviceProfileEntryV1, type KnownEvent } from '@trackingbms/message-contracts';
import type { EntryView, EntryViews } from './entry-views.js';

/** A profile that a battery refers to, or the path of what makes it unreadable to this connector. */
export type FoundProfile = { readonly profile: DeviceProfile } | { readonly unreadable: string };

interface Shelved {
  readonly entry: DeviceProfileEntryV1;
  /** Read when a battery asks for it: most profiles of most clients are never used here. */
  found?: FoundProfile;
}

const longestPath = 200;

/** The device profiles of the clients themselves, each seen by its client only, built from the compacted topic. */
export class OwnProfiles implements EntryView {
  private readonly shelves = new Map<number, Map<number, Shelved>>();
  private readonly listeners: ((tenantId: number) => void)[] = [];

  constructor(private readonly check: SchemaCheck) {}

  /** Kept in step with the views that it is added to. */
  static async load(views: EntryViews): Promise<OwnProfiles> {
    const own = new OwnProfiles(ownProfileCheck(await loadProfileCheck()));
    views.add(own);
    return own;
  }

  /** @param listener told of each client whose profiles have changed */
  whenChanged(listener: (tenantId: number) => void): void {
    this.listeners.push(listener);
  }

  apply({ type, tenantId, data }: KnownEvent): void {
    if (type !== eventTypes.DeviceProfileEntryV1.type) return;
    const entry = data as DeviceProfileEntryV1;
    const shelf = this.shelves.get(tenantId) ?? new Map<number, Shelved>();
    if ((shelf.get(entry.deviceProfileId)?.entry.version ?? 0) >= entry.version) return;
    this.shelves.set(tenantId, shelf.set(entry.deviceProfileId, { entry }));
    this.tell(tenantId);
  }

  forget(key: string): void {
    const [, tenant, id] = /^(\d+)\/device-profile\/(\d+)$/.exec(key) ?? [];
    if (this.shelves.get(Number(tenant))?.delete(Number(id))) this.tell(Number(tenant));
  }

  /** @param reference `name`, which means the newest version in use, or `name@version` */
  find(tenantId: number, reference: string): FoundProfile | undefined {
    const [name, version] = reference.split('@');
    const [newest] = [...(this.shelves.get(tenantId)?.values() ?? [])]
      .filter(({ entry }) => entry.isActive && entry.profile === name)
      .filter(({ entry }) => version === undefined || entry.profileVersion === Number(version))
      .sort((one, other) => other.entry.profileVersion - one.entry.profileVersion);
    if (!newest) return undefined;
    newest.found ??= this.read(newest.entry);
    return newest.found;
  }

  /** The newest version in use of each of a client's profiles that can be read. */
  allOf(tenantId: number): readonly DeviceProfile[] {
    const entries = [...(this.shelves.get(tenantId)?.values() ?? [])].map(({ entry }) => entry.profile);
    return [...new Set(entries)].flatMap((name) => {
      const found = this.find(tenantId, name);
      return found && 'profile' in found ? [found.profile] : [];
    });
  }

  private read({ profile: name, text }: DeviceProfileEntryV1): FoundProfile {
    try {
      return { profile: parseDeviceProfile(name, text, this.check) };
    } catch (error) {
      if (!(error instanceof DeviceProfileInvalid)) throw error;
      // Only where, not what: the words of a client do not belong into a log.
      return { unreadable: (error.wrong[0]?.path ?? '/').slice(0, longestPath) };
    }
  }

  private tell(tenantId: number): void {
    for (const listener of this.listeners) listener(tenantId);
  }
}

import { Injectable } from '@nestjs/common';
import {
  eventTypes,
  recordKeys,
  type DeviceCredentialEntryV1,
  type KnownEvent,
} from '@trackingbms/message-contracts';
import { EntryViews, type EntryView } from '../fleet-view/entry-views.js';
import type { BatteryRef } from '../readings/battery-events.js';

/** A device, and the battery that it may write. */
export interface KnownDevice extends BatteryRef {
  readonly deviceCredentialId: number;
}

interface KnownCredential extends KnownDevice {
  readonly entry: DeviceCredentialEntryV1;
}

/** Which battery each device may write, by the hash of its secret. One that is revoked is gone as its entry arrives. */
@Injectable()
export class DeviceCredentials implements EntryView {
  private readonly entries = new Map<string, KnownCredential>();
  private readonly byHash = new Map<string, KnownCredential>();

  constructor(views: EntryViews) {
    views.add(this);
  }

  /** The battery that the secret of this hash may write; undefined when it may write none. */
  batteryOf(secretHash: string): KnownDevice | undefined {
    return this.byHash.get(secretHash);
  }

  apply({ type, tenantId, data }: KnownEvent): void {
    if (type !== eventTypes.DeviceCredentialEntryV1.type) return;
    const entry = data as DeviceCredentialEntryV1;
    const key = recordKeys.fleetDeviceCredential(tenantId, entry.deviceCredentialId);
    const known = this.entries.get(key);
    if (known && entry.version <= known.entry.version) return;
    const { batteryId, deviceCredentialId } = entry;
    const credential = { tenantId, batteryId, deviceCredentialId, entry };
    this.close(known);
    this.entries.set(key, credential);
    if (!entry.isRevoked) this.byHash.set(entry.secretHash, credential);
  }

  forget(key: string): void {
    this.close(this.entries.get(key));
    this.entries.delete(key);
  }

  /** Only its own door: another credential may have the hash by now. */
  private close(credential: KnownCredential | undefined): void {
    const hash = credential?.entry.secretHash ?? '';
    if (this.byHash.get(hash) === credential) this.byHash.delete(hash);
  }
}

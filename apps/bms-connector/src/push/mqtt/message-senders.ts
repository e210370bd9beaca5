import { Injectable } from '@nestjs/common';
import { EntryViews } from '../../fleet-view/entry-views.js';
import type { BatteryRef } from '../../readings/battery-events.js';
import { DeviceCredentials } from '../device-credentials.js';
import { PushingFleet } from '../pushing-fleet.js';
import type { TopicOwner } from './telemetry-topic.js';

/** The battery that a message's secret may write, and what its topic may call it. */
export interface MessageSender extends BatteryRef, TopicOwner {}

/** Knows who says a message by the hash of its secret. */
@Injectable()
export class MessageSenders {
  constructor(
    private readonly credentials: DeviceCredentials,
    private readonly fleet: PushingFleet,
    private readonly views: EntryViews,
  ) {}

  /** Before that, an unknown secret may only not be known yet. */
  get areKnown(): boolean {
    return this.views.isKnown;
  }

  find(secretHash: string): MessageSender | undefined {
    const device = this.credentials.batteryOf(secretHash);
    if (!device) return undefined;
    const { tenantId, batteryId, deviceCredentialId } = device;
    return { tenantId, batteryId, deviceCredentialId, bmsId: this.fleet.find(device)?.battery.bmsId };
  }
}

import { Injectable } from '@nestjs/common';
import { recordKeys, type KnownEvent } from '@trackingbms/message-contracts';
import type { KnownBattery } from '../fleet-view/decide-poll.js';
import { EntryViews, type EntryView } from '../fleet-view/entry-views.js';
import { FleetView } from '../fleet-view/fleet-view.js';
import type { BatteryRef } from '../readings/battery-events.js';

/** What is known of every battery, whoever reads it. */
@Injectable()
export class PushingFleet implements EntryView {
  private readonly batteries = new Map<string, KnownBattery>();
  private readonly view = new FleetView((key, battery) => {
    if (battery) this.batteries.set(key, battery);
    else this.batteries.delete(key);
  });

  constructor(views: EntryViews) {
    views.add(this);
  }

  find({ tenantId, batteryId }: BatteryRef): KnownBattery | undefined {
    return this.batteries.get(recordKeys.battery(tenantId, batteryId));
  }

  apply(event: KnownEvent): void {
    this.view.apply(event);
  }

  forget(key: string): void {
    this.view.forget(key);
  }
}

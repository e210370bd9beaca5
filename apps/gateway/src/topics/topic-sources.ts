import { Injectable } from '@nestjs/common';
import { TenantStates } from '../access/tenant-states.js';
import { FleetView } from '../fleet-view/fleet-view.js';
import { LiveFeed } from '../live/live-feed.js';

/** Those who learn from topics. */
@Injectable()
export class TopicSources {
  constructor(
    readonly tenants: TenantStates,
    readonly fleet: FleetView,
    readonly feed: LiveFeed,
  ) {}
}

import { Injectable } from '@nestjs/common';
import { EndedSessions } from '../access/ended-sessions.js';
import { TenantStates } from '../access/tenant-states.js';
import { FleetView } from '../fleet-view/fleet-view.js';
import { LiveFeed } from '../live/live-feed.js';

/** Those who learn from topics. */
@Injectable()
export class TopicSources {
  constructor(
    readonly tenants: TenantStates,
    readonly sessions: EndedSessions,
    readonly fleet: FleetView,
    readonly feed: LiveFeed,
  ) {}
}

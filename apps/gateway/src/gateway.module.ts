import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { Readiness } from '@trackingbms/service-kit';
import { CallerCheck } from './access/caller-check.js';
import { EndedSessions } from './access/ended-sessions.js';
import { TenantStates } from './access/tenant-states.js';
import { FleetView } from './fleet-view/fleet-view.js';
import { ForwardingController } from './forwarding/forwarding.controller.js';
import { OwnerDirectory } from './forwarding/owner-directory.js';
import { LiveController } from './live/live.controller.js';
import { LiveFeed } from './live/live-feed.js';
import { TopicReaders } from './topics/topic-readers.js';
import { TopicSources } from './topics/topic-sources.js';

@Module({
  controllers: [LiveController, ForwardingController],
  providers: [
    OwnerDirectory,
    CallerCheck,
    EndedSessions,
    TenantStates,
    FleetView,
    LiveFeed,
    TopicSources,
    TopicReaders,
  ],
})
export class GatewayModule implements OnApplicationBootstrap {
  constructor(
    private readonly readiness: Readiness,
    private readonly owners: OwnerDirectory,
  ) {}

  onApplicationBootstrap(): void {
    this.readiness.register({
      name: 'owners',
      check: async () => {
        if (!this.owners.complete) throw new Error('an owner has not said what it offers');
      },
    });
  }
}

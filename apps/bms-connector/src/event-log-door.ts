import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@trackingbms/event-log';
import { EntryViews } from './fleet-view/entry-views.js';
import { CommunicationCounts } from './readings/communication-counts.js';
import { OwnProfiles } from './fleet-view/own-profiles.js';

/** The connector's ways to the event log: what it says, how its devices were reached, and what it learns of the fleets. */
@Injectable()
export class EventLogDoor {
  constructor(
    readonly publisher: EventPublisher,
    readonly views: EntryViews,
    readonly communication: CommunicationCounts,
    readonly ownProfiles: OwnProfiles,
  ) {}
}

import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@trackingbms/event-log';
import { EntryViews } from './fleet-view/entry-views.js';

/** The connector's two ways to the event log: what it says, and what it learns of the fleets. */
@Injectable()
export class EventLogDoor {
  constructor(
    readonly publisher: EventPublisher,
    readonly views: EntryViews,
  ) {}
}

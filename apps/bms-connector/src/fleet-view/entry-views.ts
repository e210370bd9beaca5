import { Injectable } from '@nestjs/common';
import type { KnownEvent } from '@trackingbms/message-contracts';

/** Something that is kept in step with the compacted topics of tenants and fleets. */
export interface EntryView {
  /** The same entry may come twice, and an older one after a newer: the higher version counts. */
  apply(event: KnownEvent): void;
  /** A tombstone: the key of the record is all that is left. */
  forget(key: string): void;
}

/** Everybody who learns from the fleet topics, which are read once. All have to be added before the feed starts. */
@Injectable()
export class EntryViews implements EntryView {
  private readonly views: EntryView[] = [];
  /** Whether the topics have been read to their end once. Until then, what is not there may only not be known yet. */
  isKnown = false;

  add(view: EntryView): void {
    this.views.push(view);
  }

  apply(event: KnownEvent): void {
    for (const view of this.views) view.apply(event);
  }

  forget(key: string): void {
    for (const view of this.views) view.forget(key);
  }
}

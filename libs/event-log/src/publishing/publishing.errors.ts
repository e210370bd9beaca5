export type NotPublishedReason = 'TIMEOUT' | 'QUEUE_FULL' | 'UNAVAILABLE' | 'CLOSED';

const whatToDo: Readonly<Record<NotPublishedReason, string>> = {
  TIMEOUT:
    'no acknowledgement came in time. They may or may not be in the log: publish them again with the same ids',
  QUEUE_FULL: 'too much waits to be sent. Slow down and publish them again',
  UNAVAILABLE: 'the log does not answer or lacks the topic. Publish them again later',
  CLOSED: 'the publisher is closing. Publish them again with another one',
};

/** Some events of a call are not acknowledged. Transient: the same events may be published again. */
export class EventsNotPublished extends Error {
  readonly code = 'EVENTS.NOT_PUBLISHED';
  readonly transient = true;

  /** @param unpublished places in the array given to publish(), ascending. */
  constructor(
    readonly reason: NotPublishedReason,
    readonly unpublished: readonly number[],
    options?: ErrorOptions,
  ) {
    super(`${unpublished.length} events are not published: ${whatToDo[reason]}.`, options);
    this.name = 'EventsNotPublished';
  }
}

/** An event that the log will never take. */
export class EventTooLarge extends Error {
  readonly code = 'EVENT.TOO_LARGE';
  readonly transient = false;

  constructor(
    readonly bytes: number,
    readonly limit: number,
  ) {
    super(`An event of ${bytes} bytes is over the limit of ${limit}: split it.`);
    this.name = 'EventTooLarge';
  }
}

import { EventsNotPublished, type EventSink, type OutgoingEvent } from '@trackingbms/event-log';

/**
 * True once all events are acknowledged by all in-sync copies. False when some are not in time: the sender keeps all of
 * it and sends it again, and readers drop what they had. Anything else is a defect and rejects.
 */
export async function publishAcknowledged(
  sink: EventSink,
  events: readonly OutgoingEvent[],
): Promise<boolean> {
  try {
    await sink.publish(events);
    return true;
  } catch (error) {
    if (error instanceof EventsNotPublished) return false;
    throw error;
  }
}

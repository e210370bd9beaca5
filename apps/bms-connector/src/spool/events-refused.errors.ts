/** A whole call is refused because some of its events never will be taken; none of them was sent. */
export class EventsRefused extends Error {
  /** @param reasons why, by the places in the array given to publish(). */
  constructor(readonly reasons: ReadonlyMap<number, string>) {
    super(`${reasons.size} events are refused for good.`);
    this.name = 'EventsRefused';
  }
}

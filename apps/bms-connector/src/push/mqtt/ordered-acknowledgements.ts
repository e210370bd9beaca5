interface Place {
  readonly acknowledge: () => void;
  isDone: boolean;
}

/**
 * Acknowledges in the order in which messages came, whatever is done first: MQTT 5.0, section 4.6, asks it of every
 * receiver of QoS 1.
 */
export class OrderedAcknowledgements {
  private readonly places: Place[] = [];

  /** Takes the next place in the order; the answer says that its message is done. */
  place(acknowledge: () => void): () => void {
    const place: Place = { acknowledge, isDone: false };
    this.places.push(place);
    return () => {
      place.isDone = true;
      while (this.places[0]?.isDone) this.places.shift()?.acknowledge();
    };
  }
}

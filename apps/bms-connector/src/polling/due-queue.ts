interface Due<T> {
  readonly at: number;
  readonly item: T;
}

/** A binary heap: thousands of devices share one timer, and adding or taking one costs a few comparisons. */
export class DueQueue<T> {
  private readonly heap: Due<T>[] = [];

  get size(): number {
    return this.heap.length;
  }

  /** When the earliest is due; undefined when there is none. */
  get earliest(): number | undefined {
    return this.heap[0]?.at;
  }

  add(at: number, item: T): void {
    this.heap.push({ at, item });
    this.rise(this.heap.length - 1);
  }

  /** The earliest one that is due by then, with the time it was due at. */
  takeDue(by: number): Due<T> | undefined {
    const [first] = this.heap;
    if (!first || first.at > by) return undefined;
    const last = this.heap.pop();
    if (last && this.heap.length > 0) {
      this.heap[0] = last;
      this.sink(0);
    }
    return first;
  }

  private rise(start: number): void {
    let place = start;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (this.at(parent) <= this.at(place)) return;
      this.swap(place, parent);
      place = parent;
    }
  }

  private sink(start: number): void {
    let place = start;
    for (;;) {
      const left = 2 * place + 1;
      const smaller = this.at(left + 1) < this.at(left) ? left + 1 : left;
      if (this.at(smaller) >= this.at(place)) return;
      this.swap(place, smaller);
      place = smaller;
    }
  }

  private at(place: number): number {
    return this.heap[place]?.at ?? Infinity;
  }

  private swap(a: number, b: number): void {
    [this.heap[a], this.heap[b]] = [this.heap[b] as Due<T>, this.heap[a] as Due<T>];
  }
}

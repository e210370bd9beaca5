export interface ShareHolder {
  readonly id: string;
  /** What it holds now, by its own word. */
  readonly holds: readonly number[];
}

interface Hand {
  readonly id: string;
  kept: number[];
}

/**
 * Deals shares out evenly (the numbers of any two members differ by at most one), and moves no more of them than that
 * takes: who comes gets a part of what each other one has, who goes leaves its part to the others.
 */
export function dealShares(
  holders: readonly ShareHolder[],
  shares: readonly number[],
): ReadonlyMap<string, readonly number[]> {
  const free = new Set(shares);
  const hands = inOrder(holders).map(({ id, holds }) => ({ id, kept: claimed(holds, free) }));
  // Who holds most keeps the odd share: it then need not move.
  hands.sort((left, right) => right.kept.length - left.kept.length);
  const quotas = hands.map((_, place) => quotaOf(place, hands.length, shares.length));
  hands.forEach((hand, place) => giveBack(hand, quotas[place] ?? 0, free));
  const pool = [...free].sort((left, right) => left - right);
  hands.forEach((hand, place) => {
    hand.kept.push(...pool.splice(0, (quotas[place] ?? 0) - hand.kept.length));
  });
  return new Map(hands.map(({ id, kept }) => [id, kept.sort((left, right) => left - right)]));
}

const inOrder = (holders: readonly ShareHolder[]): ShareHolder[] =>
  [...holders].sort((left, right) => (left.id < right.id ? -1 : 1));

/** A share that two claim stays with the first of them. */
function claimed(holds: readonly number[], free: Set<number>): number[] {
  return holds.filter((share) => free.delete(share));
}

const quotaOf = (place: number, members: number, shares: number): number =>
  Math.floor(shares / members) + (place < shares % members ? 1 : 0);

function giveBack(hand: Hand, quota: number, free: Set<number>): void {
  for (const share of hand.kept.slice(quota)) free.add(share);
  hand.kept = hand.kept.slice(0, quota);
}

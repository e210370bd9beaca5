import type { Pusher } from './push-fleet.js';

/** One request as it will be sent. */
export interface PushRequest {
  readonly secret: string;
  readonly body: Buffer;
}

const cells = 16;

/** What a 16-cell battery says of itself, near enough: the values differ, the length hardly. */
function reading(at: number): object {
  const wave = Math.sin(at / 600_000);
  return {
    timestamp: new Date(at).toISOString(),
    packVoltage: Number((52.8 + wave).toFixed(2)),
    packCurrent: Number((20 * wave).toFixed(2)),
    cellVoltages: Array.from({ length: cells }, (_, cell) =>
      Number((3.3 + wave / 16 + cell / 1_000).toFixed(3)),
    ),
    temperatures: [24.5, 25.1, Number((25 + wave).toFixed(1))],
    socPercent: Number((60 + 20 * wave).toFixed(1)),
    sohPercent: 98.5,
    chargeCycles: 120,
    chargingEnabled: true,
    dischargingEnabled: true,
    faultCodes: [],
  };
}

/**
 * Requests of so many readings each, the pushers in turn. Each reading of a pusher has a time of its own, a second
 * after the one before, from `from` on (epoch ms).
 */
export function pushRequests(
  pushers: readonly Pusher[],
  { requests, readings, from }: { requests: number; readings: number; from: number },
): PushRequest[] {
  return Array.from({ length: requests }, (_, index) => {
    const { secret } = pushers[index % pushers.length] as Pusher;
    const first = from + Math.floor(index / pushers.length) * readings * 1_000;
    const list = Array.from({ length: readings }, (_, place) => reading(first + place * 1_000));
    return { secret, body: Buffer.from(JSON.stringify(readings === 1 ? list[0] : list)) };
  });
}

interface AnyDestination {
  /** Shown with everything that is sent: it says whose readings these are. */
  readonly secret: string;
  readonly intervalSeconds: number;
}

export interface MqttDestination extends AnyDestination {
  readonly way: 'mqtt';
  readonly url: string;
  /** The device's account at the broker, which is not its secret. */
  readonly username: string;
  readonly password: string;
  readonly topic: string;
}

export interface HttpDestination extends AnyDestination {
  readonly way: 'http';
  readonly url: string;
}

/** Where a device pushes to, as whoever sets it up tells it. */
export type Destination = MqttDestination | HttpDestination;

const texts = {
  mqtt: ['url', 'secret', 'username', 'password', 'topic'],
  http: ['url', 'secret'],
} as const;

export function isDestination(given: unknown): given is Destination {
  const destination = Object(given) as Partial<Record<string, unknown>>;
  const { way, intervalSeconds } = destination;
  if (way !== 'mqtt' && way !== 'http') return false;
  if (typeof intervalSeconds !== 'number' || !(intervalSeconds >= 1)) return false;
  return texts[way].every((name) => typeof destination[name] === 'string');
}

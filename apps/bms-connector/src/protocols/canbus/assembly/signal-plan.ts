import {
  type DeviceProfile,
  type FieldSource,
  type NamedSignal,
  parseDbc,
  signalsOf,
  type SignalSource,
  sourcesOf,
} from '@trackingbms/device-profiles';
import { DeviceFailure } from '../../device-failure.errors.js';
import { MessageDecoder } from '../dbc/message-decoder.js';

export interface PlannedSignal {
  readonly key: string;
  readonly invalidKey?: string;
}

export interface PlannedSource {
  readonly source: FieldSource;
  readonly signals: readonly PlannedSignal[];
  readonly isList: boolean;
  /** The words of the value table instead of the numbers. */
  readonly asWord: boolean;
}

/** What a profile needs of the frames of a bus. */
export interface SignalPlan {
  /** By `frameKey`; each decodes the wanted signals and no other. */
  readonly decoders: ReadonlyMap<number, MessageDecoder>;
  readonly sources: readonly PlannedSource[];
  /** ms. */
  readonly maxAge: number;
  readonly cycle: number;
}

const defaultMaxAge = 5_000;
const defaultCycle = 1_000;
const markOfExtended = 0x8000_0000;
const plans = new WeakMap<DeviceProfile, SignalPlan>();

export const frameKey = ({ id, extended }: { readonly id: number; readonly extended: boolean }): number =>
  extended ? id + markOfExtended : id;

export const signalKey = (frame: number, signal: string): string => `${frame}/${signal}`;

/** The plan of a profile, made once. Throws a `DeviceFailure` for a profile that has no DBC. */
export function planOf(profile: DeviceProfile): SignalPlan {
  const known = plans.get(profile);
  if (known) return known;
  const plan = makePlan(profile);
  plans.set(profile, plan);
  return plan;
}

function makePlan(profile: DeviceProfile): SignalPlan {
  if (profile.dbc === undefined) {
    throw new DeviceFailure(
      'configuration',
      `profile ${profile.profile} is a map without a DBC: add dbcFile to a copy`,
    );
  }
  const database = parseDbc(profile.dbc);
  const wanted = new Map<number, { names: Set<string>; of: NamedSignal['message'] }>();
  const want = (message: NamedSignal['message'], name: string): string => {
    const key = frameKey(message);
    const entry = wanted.get(key) ?? { names: new Set<string>(), of: message };
    entry.names.add(name);
    wanted.set(key, entry);
    return signalKey(key, name);
  };
  const sources = sourcesOf(profile)
    .filter((source): source is SignalSource => 'signal' in source)
    .map((source) => planned(source, signalsOf(database, source), want));
  const { maxAgeMilliseconds = defaultMaxAge, cycleMilliseconds = defaultCycle } = profile.canbus ?? {};
  return {
    decoders: new Map([...wanted].map(([key, { of, names }]) => [key, new MessageDecoder(of, names)])),
    sources: sources.filter(({ signals }) => signals.length > 0),
    maxAge: maxAgeMilliseconds,
    cycle: cycleMilliseconds,
  };
}

function planned(
  source: SignalSource,
  found: readonly NamedSignal[],
  want: (message: NamedSignal['message'], name: string) => string,
): PlannedSource {
  const signals = found.map(({ message, signal, invalidWhile }) => ({
    key: want(message, signal),
    ...(invalidWhile !== undefined && { invalidKey: want(message, invalidWhile) }),
  }));
  return { source, signals, isList: source.repeat !== undefined, asWord: source.as === 'word' };
}

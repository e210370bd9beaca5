import type { DeviceProfile } from '@trackingbms/device-profiles';
import type { PositiveCurrent } from '../../device-profiles/current-direction.js';
import { decodeReading, type DecodedReading } from '../../device-profiles/decode-reading.js';
import { memberAt, type FindMember } from './json-pointer.js';
import { codeLister } from './payload-codes.js';
import { payloadClock, type PayloadTime } from './payload-time.js';
import { payloadReader } from './payload-values.js';

/** Reads pushed documents as one profile says. */
export interface PayloadDecoder {
  /** The readings of a document, in its order: itself, or those that it holds. */
  readingsOf(document: unknown): readonly unknown[];
  timeOf(payload: object): PayloadTime;
  /** Which battery the reading says it is of; undefined where it does not say. */
  batteryOf(payload: object): string | undefined;
  decode(payload: object, positiveCurrent: PositiveCurrent | undefined): DecodedReading;
}

const decoders = new WeakMap<DeviceProfile, PayloadDecoder>();

/** Made once for a profile. */
export function decoderOf(profile: DeviceProfile): PayloadDecoder {
  const known = decoders.get(profile);
  if (known) return known;
  const decoder = makeDecoder(profile);
  decoders.set(profile, decoder);
  return decoder;
}

const findNothing: FindMember = () => undefined;
const finderOf = (pointer: string | undefined): FindMember =>
  pointer === undefined ? findNothing : memberAt(pointer);

function makeDecoder(profile: DeviceProfile): PayloadDecoder {
  const { push } = profile;
  const findReadings = finderOf(push?.readings);
  const findBattery = finderOf(push?.battery);
  const valuesOf = payloadReader(profile);
  const codesOf = codeLister(push);
  return {
    readingsOf: (document) => {
      const found = findReadings(document);
      return Array.isArray(found) ? found : [document];
    },
    timeOf: payloadClock(push),
    batteryOf: (payload) => nameOf(findBattery(payload)),
    decode: (payload, positiveCurrent) =>
      withCodes(decodeReading(profile, valuesOf(payload), positiveCurrent), codesOf(payload)),
  };
}

/** A name that is neither a text nor a number is no battery's: it names another one. */
function nameOf(found: unknown): string | undefined {
  if (found === undefined || found === null) return undefined;
  return typeof found === 'string' || typeof found === 'number' ? String(found) : '';
}

function withCodes(
  decoded: DecodedReading,
  listed: ReturnType<ReturnType<typeof codeLister>>,
): DecodedReading {
  const { faultCodes = null, warningCodes = null, setAside = [] } = decoded;
  return {
    ...decoded,
    faultCodes: together(faultCodes, listed.faultCodes),
    warningCodes: together(warningCodes, listed.warningCodes),
    setAside: [...(setAside ?? []), ...listed.setAside],
  };
}

const together = (
  told: readonly string[] | null,
  listed: readonly string[] | undefined,
): readonly string[] | null => (listed === undefined ? told : [...new Set([...(told ?? []), ...listed])]);

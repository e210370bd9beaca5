import type { MeasuredReading, SetAsideValue } from '@trackingbms/telemetry';
import type { RawValues } from '../protocols/raw-value.js';
import { decodeList, decodeNumber } from './decode-numbers.js';
import { decodeConditions, decodeMode, decodeSwitch } from './decode-states.js';
import { signed, type PositiveCurrent } from './current-direction.js';
import type {
  DeviceProfile,
  ListFieldName,
  NumberFieldName,
  ProfileField,
  SwitchFieldName,
} from '@trackingbms/device-profiles';

/** Everything of a reading but its time. */
export type DecodedReading = Omit<MeasuredReading, 'timestamp'>;

const listNames: readonly string[] = ['cellVoltages', 'temperatures'] satisfies ListFieldName[];
const switchNames: readonly string[] = [
  'balancingActive',
  'chargingEnabled',
  'dischargingEnabled',
] satisfies SwitchFieldName[];

/** What a device answered as values of a reading, in its units and with positive currents for charging. */
export function decodeReading(
  profile: DeviceProfile,
  raw: RawValues,
  positiveCurrent?: PositiveCurrent,
): DecodedReading {
  const setAside: SetAsideValue[] = [];
  const fields: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(profile.fields)) {
    fields[name] = decodeField(name, field, raw, setAside);
  }
  for (const name of ['packCurrent', 'packPower'] satisfies NumberFieldName[]) {
    const native = fields[name];
    if (typeof native !== 'number') continue;
    const value = signed(native, profile.currentSign, raw, positiveCurrent);
    fields[name] = value;
    if (value === null) setAside.push({ field: name, value: native, reason: 'CURRENT_SIGN_UNKNOWN' });
  }
  return { ...fields, ...decodeConditions(profile.bitFields ?? [], raw), setAside };
}

/** Whether anything was read at all: an answer that holds not one value is no reading. */
export function hasKnownValue({ setAside, ...values }: DecodedReading): boolean {
  const isKnown = Object.values(values).some((value) => value !== null && value !== undefined);
  return isKnown || (setAside?.length ?? 0) > 0;
}

function decodeField(name: string, field: ProfileField, raw: RawValues, setAside: SetAsideValue[]): unknown {
  if (name === 'operationMode') return decodeMode(field, raw);
  if (switchNames.includes(name)) return decodeSwitch(field, raw);
  const decoded = listNames.includes(name) ? decodeList(name, field, raw) : decodeNumber(name, field, raw);
  if (decoded.setAside) setAside.push(decoded.setAside);
  return decoded.value;
}

import type { DeviceProfile, DeviceProfiles } from '@trackingbms/device-profiles';
import type { ConnectionRules } from '../../fleet-view/decide-connection.js';
import type { LinkTurns } from '../../polling/link-turns.js';
import { settingsRefused } from '../connections.errors.js';
import { DeviceDetection, type ProbeReport } from './device-detection.js';
import { planProbes } from './probe-plan.js';

export interface DetectQuestion {
  readonly address: string;
  /** Default: those that the profiles name. */
  readonly ports?: readonly number[];
  /** Undefined: the operator, at the connector's own machine. */
  readonly tenantId: number | undefined;
}

interface DetectMeans {
  readonly rules: ConnectionRules;
  readonly turns: LinkTurns;
  readonly onProbe?: (report: ProbeReport) => void;
}

export interface Detected {
  readonly address: string;
  readonly reports: readonly ProbeReport[];
  readonly milliseconds: number;
}

/** Asks one address which known device it is. Throws a problem for an address that may not be reached. */
export async function detectDevice(question: DetectQuestion, means: DetectMeans): Promise<Detected> {
  const begin = performance.now();
  const { address, ports, tenantId } = question;
  if (means.rules.ranges.admitted(address, tenantId) === undefined) {
    const problem = 'is outside the ranges that the operator allows';
    throw settingsRefused('CONNECTION.ADDRESS_NOT_ALLOWED', [{ path: '/address', problem }]);
  }
  const own = tenantId === undefined ? [] : (means.rules.ownProfiles?.allOf(tenantId) ?? []);
  const plan = planProbes([...recognisable(means.rules.profiles), ...own.filter(isRecognisable)], ports);
  const reports = await new DeviceDetection({ ...means, tenantId, address }).run(plan);
  return { address, reports, milliseconds: Math.round(performance.now() - begin) };
}

/** The newest version of every profile that says how its devices are recognised. */
const recognisable = (profiles: DeviceProfiles): readonly DeviceProfile[] =>
  profiles.references
    .filter((reference) => !reference.includes('@'))
    .flatMap((reference) => profiles.find(reference) ?? [])
    .filter(isRecognisable);

const isRecognisable = ({ detect }: DeviceProfile): boolean => detect !== undefined;

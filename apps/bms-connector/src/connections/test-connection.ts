import type { ReadBeside } from '@trackingbms/device-profiles';
import type { ConnectionRules, ConnectionSettings } from '../fleet-view/decide-connection.js';
import type { LinkTurns } from '../polling/link-turns.js';
import { profileRefused, settingsRefused } from './connections.errors.js';
import type { TestConnectionRequest } from './connection-requests.js';
import { profileOnTrial, type ProfileCheck } from './profile-on-trial.js';
import { ConnectionTrial, defaultTrialLimits } from './trial/connection-trial.js';
import type { TrialFailure, TrialOutcome } from './trial/trial-outcome.js';

/** What reaching a device beside the polling takes. */
export interface DeviceReach {
  readonly rules: ConnectionRules;
  readonly turns: LinkTurns;
  readonly checkProfile: ProfileCheck;
  /** Files beside the text of a profile, where there are any. */
  readonly readBeside?: ReadBeside;
}

export interface Tried {
  readonly outcome: TrialOutcome;
  readonly protocol: string;
  readonly milliseconds: number;
}

/** Tries a client's settings now. Throws a problem for settings that never get as far as a device. */
export async function testConnection(
  request: TestConnectionRequest,
  tenantId: number | undefined,
  reach: DeviceReach,
): Promise<Tried> {
  const begin = performance.now();
  const { bmsIpAddress, bmsPort = 80, bmsProtocol = 'thingset' } = request;
  const { rules, bmsConfig } = withOwnProfile(request, reach);
  if (bmsConfig['siteConnectorId'] !== undefined) throw settingsRefused('CONNECTION.READ_ON_SITE', [onSite]);
  const settings: ConnectionSettings = { tenantId, bmsIpAddress, bmsPort, bmsProtocol, bmsConfig };
  const limits = { ...defaultTrialLimits, listsObjects: request.listObjects === true };
  const outcome = await new ConnectionTrial(reach.turns, limits).run(settings, rules);
  if (isRefusal(outcome)) throw settingsRefused(outcome.code, outcome.wrong ?? []);
  return { outcome, protocol: bmsProtocol, milliseconds: Math.round(performance.now() - begin) };
}

const onSite = { path: '/bmsConfig/siteConnectorId', problem: 'names a site' };

const isRefusal = (outcome: TrialOutcome): outcome is TrialFailure =>
  !outcome.ok && (outcome.step === 'settings' || outcome.step === 'address');

function withOwnProfile(
  { bmsConfig, profileText }: TestConnectionRequest,
  { rules, checkProfile, readBeside }: DeviceReach,
) {
  if (profileText === undefined) return { rules, bmsConfig };
  const own = profileOnTrial(profileText, checkProfile, readBeside);
  if ('wrong' in own) throw profileRefused(own.wrong);
  return {
    rules: { ...rules, profiles: own.profiles },
    bmsConfig: { ...bmsConfig, profile: bmsConfig['profile'] ?? own.profile.profile },
  };
}

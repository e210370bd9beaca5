import type { WrongField } from '@trackingbms/device-profiles';

/** Ways to a device that is plugged into one machine. */
const machineBound = new Set(['serial', 'socketcan']);

/**
 * Replicas run anywhere, and any of them may be given any device: one that is plugged into a machine is read by a
 * connector of that machine, which shares with nobody.
 */
export function machineDeviceProblem(transport: string, sharesDevices = false): WrongField | undefined {
  if (!sharesDevices || !machineBound.has(transport)) return undefined;
  const problem =
    'is for a connector that does not share its devices (DEVICE_SHARING=alone), such as one on the site';
  return { path: '/bmsConfig/transport', problem };
}

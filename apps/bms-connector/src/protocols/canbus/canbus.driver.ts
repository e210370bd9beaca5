import type { BatteryDriver } from '../battery-driver.js';
import { SignalAssembly } from './assembly/signal-assembly.js';
import { planOf } from './assembly/signal-plan.js';
import { ListeningLink } from './listening/listening-link.js';
import { canFrames, canTransports } from './listening/ways-in.js';

/** CAN buses, listened to and never written on. What the signals are is said by the profile's DBC. */
export const canBusDriver: BatteryDriver = {
  protocol: 'canbus',
  transports: canTransports,
  openLink: (endpoint) =>
    new ListeningLink(
      (address) => canFrames(endpoint, address),
      (profile) => new SignalAssembly(planOf(profile)),
    ),
};

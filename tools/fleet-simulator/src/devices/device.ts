import type { BatteryManagementSystem } from '../bms/battery-management-system.js';

/** How a connector has to be told to reach a device. */
export interface DeviceAddress {
  readonly protocol: 'thingset' | 'modbus' | 'serial' | 'canbus' | 'push';
  readonly bmsConfig: Readonly<Record<string, unknown>>;
}

export interface DeviceSetting {
  readonly bms: BatteryManagementSystem;
  readonly nodeId: string;
  readonly host: string;
  /** 0 lets the kernel choose. */
  readonly port: number;
  readonly now: () => Date;
}

/** A BMS on a socket, or one that pushes. */
export interface Device extends DeviceAddress {
  /** 0 where nothing listens. */
  readonly port: number;
  close(): Promise<void>;
}

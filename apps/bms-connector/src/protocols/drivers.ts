import type { BatteryDriver } from './battery-driver.js';
import { canBusDriver } from './canbus/canbus.driver.js';
import { modbusDriver } from './modbus/modbus.driver.js';
import { serialDriver } from './serial/serial.driver.js';
import { thingSetDriver } from './thingset/thingset.driver.js';

/** Every protocol that this connector speaks: a new one is a folder and a line here. */
export const drivers: readonly BatteryDriver[] = [thingSetDriver, modbusDriver, serialDriver, canBusDriver];

export const driverFor = (protocol: string): BatteryDriver | undefined =>
  drivers.find((driver) => driver.protocol === protocol);

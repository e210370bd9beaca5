import { BatteryManagementSystem } from '../bms/battery-management-system.js';
import type { Device, DeviceSetting } from '../devices/device.js';
import { openPylontechSocketcand } from '../devices/canbus/socketcand-device.js';
import { openModbusTcp } from '../devices/modbus/modbus-tcp-device.js';
import { PushingDevice } from '../devices/push/pushing-device.js';
import { openDalyTcp, openJbdTcp } from '../devices/serial/serial-tcp-devices.js';
import { openThingSetHttp } from '../devices/thingset/thingset-http-device.js';
import { openThingSetTcp } from '../devices/thingset/thingset-tcp-device.js';
import { LoadProfile } from '../physics/load-profile.js';
import { Pack } from '../physics/pack.js';
import { seededRandom } from '../physics/random.js';
import type { DeviceKind, PlannedPack } from './fleet-plan.js';

/** Cells, BMS and socket of one pack. */
export class SimulatedPack {
  private constructor(
    readonly plan: PlannedPack,
    readonly bms: BatteryManagementSystem,
    readonly device: Device,
    private readonly host: string,
  ) {}

  static async open(
    plan: PlannedPack,
    seed: number,
    where: { host: string; port: number },
  ): Promise<SimulatedPack> {
    const random = seededRandom(seed);
    const pack = new Pack(plan.pack, random);
    const bms = new BatteryManagementSystem(pack, new LoadProfile(plan.pack.capacityAh, random), random);
    bms.step(1);
    const device = await openers[plan.device]({
      bms,
      nodeId: plan.serialNumber,
      now: () => new Date(),
      ...where,
    });
    return new SimulatedPack(plan, bms, device, where.host);
  }

  /** What a connector has to know to read this pack. */
  describe() {
    const { id, serialNumber, name, batteryTypeSlug } = this.plan;
    const { port, protocol, bmsConfig } = this.device;
    const faults = this.bms.activeFaults;
    return { id, serialNumber, name, batteryTypeSlug, protocol, address: this.host, port, bmsConfig, faults };
  }

  /** What is really so, whatever the BMS says: V, A, °C, state of charge 0 to 1. */
  truth() {
    const { cells, voltage, current, stateOfCharge } = this.bms.pack;
    return {
      id: this.plan.id,
      voltage,
      current,
      stateOfCharge,
      cells: cells.map((cell) => ({
        voltage: cell.voltage,
        stateOfCharge: cell.stateOfCharge,
        temperature: cell.temperature,
      })),
      faults: this.bms.activeFaults,
    };
  }
}

const openers: Readonly<Record<DeviceKind, (setting: DeviceSetting) => Promise<Device>>> = {
  'thingset-tcp-0.5': (setting) => openThingSetTcp(setting, '0.5'),
  'thingset-tcp-0.6': (setting) => openThingSetTcp(setting, '0.6'),
  'thingset-http': openThingSetHttp,
  'modbus-tcp': openModbusTcp,
  'jbd-tcp': openJbdTcp,
  'daly-tcp': openDalyTcp,
  'pylontech-socketcand': openPylontechSocketcand,
  push: async (setting) => new PushingDevice(setting),
};

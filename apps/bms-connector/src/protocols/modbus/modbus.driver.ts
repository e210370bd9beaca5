import { DeviceFailure } from '../device-failure.errors.js';
import type { BatteryDriver, DeviceLink, LinkEndpoint, ReadRequest } from '../battery-driver.js';
import type { RawValue, RawValues } from '../raw-value.js';
import { serialDevicePort } from '../serial/serial-device-port.js';
import { tcpBytePort } from '../serial/tcp-byte-port.js';
import type { FieldSource } from '@trackingbms/device-profiles';
import { askPatiently } from './ask-patiently.js';
import { MbapExchange } from './mbap-exchange.js';
import type { ModbusExchange, ModbusQuestion } from './modbus-exchange.js';
import type { ReadRange } from './read-registers.js';
import { RegisterMapReader } from './register-map-reader.js';
import { RtuExchange } from './rtu-exchange.js';
import { SunSpecReader } from './sunspec-reader.js';

const defaultUnit = 1;
const defaultBaudRate = 9_600;

interface UnitReaders {
  readonly registers: RegisterMapReader;
  readonly models: SunSpecReader;
}

/** All units behind one connection or on one line. */
class ModbusLink implements DeviceLink {
  private readonly units = new Map<number, UnitReaders>();

  constructor(private readonly exchange: ModbusExchange) {}

  async read({ profile, address, timeoutMilliseconds, rawFrames }: ReadRequest): Promise<RawValues> {
    const unit = address.unitId ?? profile.registers?.defaultUnit ?? defaultUnit;
    const readers = this.readersOf(unit);
    const ask = this.asker({ unit, timeoutMilliseconds, rawFrames });
    const values = new Map<FieldSource, RawValue>();
    await readers.registers.read(profile, ask, values);
    await readers.models.read(profile, ask, values);
    return values;
  }

  close(): void {
    this.exchange.close();
  }

  private asker(of: Omit<ModbusQuestion, 'range' | 'insist'>): ReadRange {
    let insist = false;
    return async (range) => {
      const registers = await askPatiently(this.exchange, { ...of, range, insist });
      insist = true;
      return registers;
    };
  }

  private readersOf(unit: number): UnitReaders {
    let readers = this.units.get(unit);
    if (!readers) {
      readers = { registers: new RegisterMapReader(), models: new SunSpecReader() };
      this.units.set(unit, readers);
    }
    return readers;
  }
}

function exchangeOf({ transport, host, port, serialDevice, baudRate }: LinkEndpoint): ModbusExchange {
  if (transport === 'tcp') return new MbapExchange(host, port);
  if (transport === 'rtu-tcp') return new RtuExchange(tcpBytePort(host, port));
  if (serialDevice === undefined) throw new DeviceFailure('configuration', 'no serial device is named');
  return new RtuExchange(serialDevicePort({ path: serialDevice, baudRate: baudRate ?? defaultBaudRate }));
}

/**
 * Modbus over TCP, and RTU over a raw TCP connection (`rtu-tcp`) or on a serial device; read functions only.
 * Unit 1 unless the battery's settings or the profile name another; 0 is a unit like any other.
 */
export const modbusDriver: BatteryDriver = {
  protocol: 'modbus',
  transports: ['tcp', 'rtu-tcp', 'serial'],
  openLink: (endpoint) => new ModbusLink(exchangeOf(endpoint)),
};

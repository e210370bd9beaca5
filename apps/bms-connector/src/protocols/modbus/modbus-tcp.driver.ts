import type { BatteryDriver, DeviceLink, LinkEndpoint, ReadRequest } from '../battery-driver.js';
import { DeviceFailure } from '../device-failure.errors.js';
import type { RawValue, RawValues } from '../raw-value.js';
import { TcpLink } from '../tcp-link.js';
import type { FieldSource } from '../../device-profiles/device-profile.js';
import { encodeMbap, MbapFramer, type MbapFrame } from './mbap-framer.js';
import { isBusy, readRequest, registersOf, type ReadRange, type RegisterRange } from './read-registers.js';
import { RegisterMapReader } from './register-map-reader.js';
import { SunSpecReader } from './sunspec-reader.js';

const defaultUnit = 1;
const busyPauseMilliseconds = 100;

interface UnitReaders {
  readonly registers: RegisterMapReader;
  readonly models: SunSpecReader;
}

class ModbusTcpLink implements DeviceLink {
  private readonly tcp: TcpLink<MbapFrame>;
  private readonly units = new Map<number, UnitReaders>();
  private transaction = 0;

  constructor(endpoint: LinkEndpoint) {
    this.tcp = new TcpLink(endpoint.host, endpoint.port, () => new MbapFramer());
  }

  async read({ profile, address, timeoutMilliseconds }: ReadRequest): Promise<RawValues> {
    const unit = address.unitId ?? defaultUnit;
    const readers = this.readersOf(unit);
    const ask: ReadRange = (range) => this.askPatiently(unit, range, timeoutMilliseconds);
    const values = new Map<FieldSource, RawValue>();
    await readers.registers.read(profile, ask, values);
    await readers.models.read(profile, ask, values);
    return values;
  }

  close(): void {
    this.tcp.close();
  }

  private readersOf(unit: number): UnitReaders {
    let readers = this.units.get(unit);
    if (!readers) {
      readers = { registers: new RegisterMapReader(), models: new SunSpecReader() };
      this.units.set(unit, readers);
    }
    return readers;
  }

  private async askPatiently(unit: number, range: RegisterRange, timeout: number): Promise<Uint16Array> {
    try {
      return await this.ask(unit, range, timeout);
    } catch (error) {
      if (!isBusy(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, busyPauseMilliseconds));
      return this.ask(unit, range, timeout);
    }
  }

  private ask(unit: number, range: RegisterRange, timeout: number): Promise<Uint16Array> {
    this.transaction = (this.transaction + 1) & 0xffff;
    const { transaction } = this;
    const request = encodeMbap({ transaction, unit, pdu: readRequest(range) });
    const accept = (frame: MbapFrame): Uint16Array | undefined => {
      if (frame.transaction !== transaction) return undefined;
      if (frame.unit !== unit) throw new DeviceFailure('garbled', 'answer of another unit');
      return registersOf(range, frame.pdu);
    };
    return this.tcp.exchange(request, accept, timeout);
  }
}

/** Modbus TCP, read functions only. Unit 1 unless the battery's settings name another. */
export const modbusTcpDriver: BatteryDriver = {
  protocol: 'modbus',
  transports: ['tcp'],
  openLink: (endpoint) => new ModbusTcpLink(endpoint),
};

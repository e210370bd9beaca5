import { DeviceFailure } from '../device-failure.errors.js';
import { TcpLink } from '../tcp-link.js';
import { encodeMbap, MbapFramer, type MbapFrame } from './mbap-framer.js';
import type { ModbusExchange, ModbusQuestion } from './modbus-exchange.js';
import { readRequest, registersOf } from './read-registers.js';

/** Modbus TCP. An answer is known by its transaction number. */
export class MbapExchange implements ModbusExchange {
  private readonly tcp: TcpLink<MbapFrame>;
  private transaction = 0;

  constructor(host: string, port: number) {
    this.tcp = new TcpLink(host, port, () => new MbapFramer());
  }

  ask({ unit, range, timeoutMilliseconds, rawFrames }: ModbusQuestion): Promise<Uint16Array> {
    this.transaction = (this.transaction + 1) & 0xffff;
    const { transaction } = this;
    const request = encodeMbap({ transaction, unit, pdu: readRequest(range) });
    const accept = (frame: MbapFrame): Uint16Array | undefined => {
      if (frame.transaction !== transaction) return undefined;
      if (frame.unit !== unit)
        throw new DeviceFailure('garbled', 'answer of another unit', { cause: 'other-unit' });
      return registersOf(range, frame.pdu);
    };
    return this.tcp.exchange(request, accept, timeoutMilliseconds, rawFrames);
  }

  close(): void {
    this.tcp.close();
  }
}

import type { OpenPort } from '../serial/byte-port.js';
import { ResyncFramer } from '../serial/resync-framer.js';
import { SerialLine } from '../serial/serial-line.js';
import type { ModbusExchange, ModbusQuestion } from './modbus-exchange.js';
import { ModbusException, readRequest, registersOf } from './read-registers.js';
import { encodeRtu, pduOf, rtuAnswerShape } from './rtu-frame.js';

/** Above 3.5 characters from 9,600 bits a second on. */
const pauseMilliseconds = 5;

/** Modbus RTU over whatever carries bytes. */
export class RtuExchange implements ModbusExchange {
  private readonly line: SerialLine;

  constructor(openPort: OpenPort) {
    this.line = new SerialLine(openPort);
  }

  async ask({ unit, range, timeoutMilliseconds, insist, rawFrames }: ModbusQuestion): Promise<Uint16Array> {
    const answer = await this.line.ask({
      request: encodeRtu(unit, readRequest(range)),
      newFramer: () => new ResyncFramer(rtuAnswerShape(unit, range)),
      accept: (frame) => answerOrRefusal(() => registersOf(range, pduOf(frame))),
      timeoutMilliseconds,
      pauseMilliseconds,
      insist,
      rawFrames,
    });
    if (answer instanceof ModbusException) throw answer;
    return answer;
  }

  close(): void {
    this.line.close();
  }
}

/** A refusal is an answer: the line is in order, and must not be taken for one that has to be opened again. */
function answerOrRefusal(decode: () => Uint16Array): Uint16Array | ModbusException {
  try {
    return decode();
  } catch (error) {
    if (error instanceof ModbusException) return error;
    throw error;
  }
}

import type { RawFrames } from '../raw-frames.js';
import type { RegisterRange } from './read-registers.js';

export interface ModbusQuestion {
  readonly unit: number;
  readonly range: RegisterRange;
  readonly timeoutMilliseconds: number;
  /** The unit has answered before in this read: on a serial line, silence is then worth another try. */
  readonly insist: boolean;
  readonly rawFrames?: RawFrames;
}

/** One question at a time. Rejects with a `ModbusException` when the device refuses, else with a `DeviceFailure`. */
export interface ModbusExchange {
  ask(question: ModbusQuestion): Promise<Uint16Array>;
  close(): void;
}

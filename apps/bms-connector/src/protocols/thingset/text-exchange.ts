import type { RawFrames } from '../raw-frames.js';
import type { OpenPort } from '../serial/byte-port.js';
import { SerialLine } from '../serial/serial-line.js';
import { TcpLink } from '../tcp-link.js';
import { LineFramer } from './line-framer.js';

/** Carries one request line and the lines that come after it. */
export interface TextExchange {
  /** `accept` answers undefined for a line that is not the answer. Rejects with a `DeviceFailure`. */
  ask<T>(
    request: Buffer,
    accept: (line: string) => T | undefined,
    timeoutMilliseconds: number,
    rawFrames?: RawFrames,
  ): Promise<T>;
  close(): void;
}

export function tcpExchange(host: string, port: number): TextExchange {
  const link = new TcpLink(host, port, () => new LineFramer());
  return {
    ask: (request, accept, timeout, rawFrames) => link.exchange(request, accept, timeout, rawFrames),
    close: () => link.close(),
  };
}

/** A serial device stays open between two readers, so that only silence tells that a late answer is over. */
export function serialExchange(openPort: OpenPort): TextExchange {
  const line = new SerialLine(openPort);
  return {
    ask: (request, accept, timeoutMilliseconds, rawFrames) =>
      line.ask({
        request,
        newFramer: () => new LineFramer(),
        accept,
        timeoutMilliseconds,
        pauseMilliseconds: 0,
        insist: false,
        rawFrames,
      }),
    close: () => line.close(),
  };
}

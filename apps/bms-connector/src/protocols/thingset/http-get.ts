import { request, type Agent, type IncomingMessage } from 'node:http';
import { DeviceFailure, failureOf, noConnection } from '../device-failure.errors.js';
import type { RawFrames } from '../raw-frames.js';

export interface HttpGet {
  readonly agent: Agent;
  readonly host: string;
  readonly port: number;
  readonly path: string;
  /** ThingSet sends the names to fetch as the body of a GET. */
  readonly body?: string;
  readonly timeoutMilliseconds: number;
  /** Takes the bodies that come. */
  readonly rawFrames?: RawFrames;
}

export interface HttpAnswer {
  readonly status: number;
  readonly isJson: boolean;
  readonly body: string;
}

const maxBodyLength = 256 * 1024;

/** One GET, whatever its status; follows no redirect. Rejects with a `DeviceFailure`. */
export function httpGet(get: HttpGet): Promise<HttpAnswer> {
  const { agent, host, port, path, body, timeoutMilliseconds, rawFrames } = get;
  rawFrames?.begin();
  const signal = AbortSignal.timeout(timeoutMilliseconds);
  const headers = {
    accept: 'application/json',
    ...(body !== undefined && {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
    }),
  };
  return new Promise((resolve, reject) => {
    let connected = false;
    const fail = (error: unknown) => reject(signal.aborted ? late(connected) : failure(error));
    const outgoing = request({ agent, host, port, path, method: 'GET', headers, signal }, (response) => {
      collect(response, rawFrames).then(resolve, fail);
    });
    outgoing.on('socket', (socket) => {
      connected = !socket.connecting;
      // One that is used again is connected already, and would keep a listener of every request.
      if (socket.connecting) socket.once('connect', () => (connected = true));
    });
    outgoing.on('error', fail);
    outgoing.end(body);
  });
}

const late = (connected: boolean): DeviceFailure =>
  connected ? new DeviceFailure('timeout', 'no answer in time') : noConnection();

function failure(error: unknown): DeviceFailure {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return code.startsWith('HPE_') ? new DeviceFailure('garbled', 'not an HTTP answer') : failureOf(error);
}

async function collect(response: IncomingMessage, rawFrames?: RawFrames): Promise<HttpAnswer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    length += part.length;
    rawFrames?.add(part);
    if (length > maxBodyLength) throw new DeviceFailure('garbled', 'an answer too long to be one');
    parts.push(part);
  }
  return {
    status: response.statusCode ?? 0,
    isJson: (response.headers['content-type'] ?? '').includes('json'),
    body: Buffer.concat(parts).toString('utf8'),
  };
}

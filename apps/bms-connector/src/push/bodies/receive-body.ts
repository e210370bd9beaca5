import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { readWithin } from '@trackingbms/service-kit';
import { bodyCut, bodyTooLarge, encodingUnknown, gzipBroken, unpackedTooLarge } from './body.errors.js';

export interface BodyLimits {
  /** Bytes as sent. */
  readonly largestSent: number;
  /** Bytes after `content-encoding`. */
  readonly largestUnpacked: number;
}

export interface SentBody {
  readonly stream: Readable;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

const encodings: Readonly<Record<string, 'plain' | 'gzip'>> = {
  '': 'plain',
  identity: 'plain',
  gzip: 'gzip',
  'x-gzip': 'gzip',
};

/**
 * The whole body, unpacked, never more of it in memory than the limits allow.
 * @throws ProblemError 413 over a limit, 415 for another encoding than gzip, 400 for what is cut or cannot be unpacked.
 */
export async function receiveBody({ stream, headers }: SentBody, limits: BodyLimits): Promise<Buffer> {
  const encoding = encodings[String(headers['content-encoding'] ?? '').toLowerCase()];
  if (encoding === undefined) throw encodingUnknown();
  if (Number(headers['content-length']) > limits.largestSent) throw bodyTooLarge(limits.largestSent);
  const sent = await collect(stream, limits.largestSent);
  return encoding === 'gzip' ? unpack(sent, limits.largestUnpacked) : sent;
}

async function collect(stream: Readable, largest: number): Promise<Buffer> {
  const sent = await readWithin(stream, largest).catch(() => {
    throw bodyCut();
  });
  if (sent === undefined) throw bodyTooLarge(largest);
  return sent;
}

const inflate = promisify<Buffer, object, Buffer>(gunzip);

/** Stops at the limit: what would come out after it is never made. */
export async function unpack(packed: Buffer, largest: number): Promise<Buffer> {
  try {
    return await inflate(packed, { maxOutputLength: largest });
  } catch (error) {
    throw (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE'
      ? unpackedTooLarge(largest)
      : gzipBroken();
  }
}

import type { Readable } from 'node:stream';

/**
 * All of a stream, or undefined when it is longer: then it is left open where it stands, for an answer still has to go
 * back on the same connection. Rejects when the stream breaks.
 */
export async function readWithin(stream: Readable, largest: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
    size += (chunk as Buffer).length;
    if (size > largest) return undefined;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

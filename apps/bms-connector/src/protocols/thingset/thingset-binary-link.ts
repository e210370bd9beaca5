import type { DeviceLink, DeviceObject, LinkEndpoint, ReadRequest } from '../battery-driver.js';
import type { RawValues } from '../raw-value.js';
import { TcpLink } from '../tcp-link.js';
import { BinaryFramer, type BinaryAnswer } from './binary-framer.js';
import { listObjects } from './list-objects.js';
import { asObject, readObjects } from './object-values.js';
import { isRefusal, ThingSetRefusal } from './thingset-status.js';

/** Binary mode (CBOR) over TCP. Groups are asked for by their path, so that the answers name every value. */
export class ThingSetBinaryLink implements DeviceLink {
  private readonly tcp: TcpLink<BinaryAnswer>;

  constructor({ host, port }: LinkEndpoint) {
    this.tcp = new TcpLink(host, port, () => new BinaryFramer());
  }

  read(request: ReadRequest): Promise<RawValues> {
    const ask = this.asking(request);
    return readObjects(request.profile, async ({ group }) => asObject(await ask(group)));
  }

  listObjects(request: ReadRequest): Promise<readonly DeviceObject[]> {
    return listObjects(this.asking(request));
  }

  close(): void {
    this.tcp.close();
  }

  private asking({ address: { nodeId }, timeoutMilliseconds, rawFrames }: ReadRequest) {
    const accept = (answer: BinaryAnswer) => accepted(answer, nodeId);
    return (path: string): Promise<unknown> => {
      const request = binaryGet(nodeId === undefined ? path : `/${nodeId}/${path}`);
      return this.tcp.exchange(request, accept, timeoutMilliseconds, rawFrames);
    };
  }
}

const getMethod = 0x01;
const shortText = 0x60;
const textWithLength = 0x78;
const longestShortText = 23;

/** The only request of the binary mode; a path has at most 255 characters of one byte. */
function binaryGet(path: string): Buffer {
  const isShort = path.length <= longestShortText;
  const head = isShort ? [shortText + path.length] : [textWithLength, path.length];
  return Buffer.concat([Buffer.of(getMethod, ...head), Buffer.from(path, 'latin1')]);
}

/** Undefined for an answer about another node. Throws for a refusal, which ends the connection: see `BinaryFramer`. */
function accepted({ status, node, value }: BinaryAnswer, nodeId: string | undefined): unknown {
  if (isRefusal(status)) throw new ThingSetRefusal(status);
  return node === nodeId ? (value ?? null) : undefined;
}

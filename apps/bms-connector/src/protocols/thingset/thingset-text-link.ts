import type { ThingSetSpeech } from '@trackingbms/device-profiles';
import type { DeviceLink, DeviceObject, ReadRequest } from '../battery-driver.js';
import type { RawFrames } from '../raw-frames.js';
import type { RawValues } from '../raw-value.js';
import { listObjects } from './list-objects.js';
import { asObject, readObjects } from './object-values.js';
import { parseTextAnswer } from './text-answer.js';
import { checkedText, withChecksum, type ChecksumForm } from './text-checksum.js';
import type { TextExchange } from './text-exchange.js';
import { isRefusal, ThingSetRefusal } from './thingset-status.js';

/**
 * Text mode. Messages have no ids, so whole groups are asked for: their answers name every value, and one that is
 * late or another node's cannot be taken for what was asked.
 */
export class ThingSetTextLink implements DeviceLink {
  /** As the device writes its sums; until it has written one, requests go without, which every device takes. */
  private checksumForm: ChecksumForm | undefined;

  constructor(private readonly exchange: TextExchange) {}

  read(request: ReadRequest): Promise<RawValues> {
    const ask = this.asking(request);
    return readObjects(request.profile, async ({ group }) => asObject(await ask(group)));
  }

  listObjects(request: ReadRequest): Promise<readonly DeviceObject[]> {
    return listObjects(this.asking(request));
  }

  close(): void {
    this.exchange.close();
  }

  private asking({ profile, address, timeoutMilliseconds, rawFrames }: ReadRequest) {
    const speech = { ...profile.thingset, ...definedOf(address) };
    const { nodeId } = address;
    return (path: string) => this.get({ path, nodeId, speech, timeoutMilliseconds, rawFrames });
  }

  private async get(question: Question): Promise<unknown> {
    const { path, nodeId, speech, timeoutMilliseconds, rawFrames } = question;
    const form = speech.checksum ? this.checksumForm : undefined;
    const request = textRequest(path, { nodeId, shell: speech.shell, form });
    const accept = (line: string) => this.accepted(line, question);
    const answer = await this.exchange.ask(request, accept, timeoutMilliseconds, rawFrames);
    // A refusal is an answer: the line is in order, and need not be opened again.
    if (answer instanceof ThingSetRefusal) throw answer;
    return answer;
  }

  /** Undefined for a report and for an answer about another node, which are not what was asked. */
  private accepted(line: string, { nodeId, speech }: Question): unknown {
    if (line.startsWith('#')) return undefined;
    const { text, form } = checkedText(line, speech.checksum ?? false);
    this.checksumForm = form ?? this.checksumForm;
    return answerFrom(text, nodeId);
  }
}

function answerFrom(text: string, nodeId: string | undefined): unknown {
  const { status, node, value } = parseTextAnswer(text);
  // A node that is no gateway refuses without naming a node.
  const fromGatewayItself = isRefusal(status) && node === undefined;
  if (node !== nodeId && !fromGatewayItself) return undefined;
  return isRefusal(status) ? new ThingSetRefusal(status) : (value ?? null);
}

interface Question {
  readonly path: string;
  readonly nodeId: string | undefined;
  readonly speech: ThingSetSpeech;
  readonly timeoutMilliseconds: number;
  readonly rawFrames: RawFrames | undefined;
}

interface RequestForm {
  readonly nodeId: string | undefined;
  readonly shell: boolean | undefined;
  readonly form: ChecksumForm | undefined;
}

/** The only request of the text mode: `=`, `+`, `-`, `!` and `@`, which change a device, have no function here. */
function textRequest(path: string, { nodeId, shell, form }: RequestForm): Buffer {
  const message = nodeId === undefined ? `?${path}` : `?/${nodeId}/${path}`;
  if (shell) return Buffer.from(`thingset ${message}\n`);
  return Buffer.from(`${form ? withChecksum(message, form) : message}\n`);
}

/** What the battery's settings say, which goes before the profile. */
const definedOf = ({ checksum, shell }: ReadRequest['address']): ThingSetSpeech => ({
  ...(checksum !== undefined && { checksum }),
  ...(shell !== undefined && { shell }),
});

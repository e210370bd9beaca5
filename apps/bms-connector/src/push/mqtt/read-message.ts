import { parseDocuments } from '../bodies/parse-documents.js';
import { unpack } from '../bodies/receive-body.js';
import { mostReadings } from '../read-push.js';
import { bearerHash, deviceSecretPrefix, secretHash } from '../secret-hash.js';
import type { DeliveredMessage } from './message-window.js';
import { readTelemetryTopic, type TelemetryTopic } from './telemetry-topic.js';

/** Bytes of a payload, as sent. */
export const largestPayload = 256 * 1024;
/** Bytes of a payload that came as gzip. */
const largestUnpacked = 1024 * 1024;

/** A message and whose it says to be; nothing of it is believed yet. */
export interface ReadMessage {
  readonly type: 'read';
  readonly topic: TelemetryTopic;
  /** Of the secret that it carries, which alone says whose it is. */
  readonly secretHash: string;
  /** Undefined where the payload is not what it should be. */
  readonly documents: readonly unknown[] | undefined;
}

/** A message that would be the same however often it came again, from nobody that it could be counted for. */
export interface RefusedMessage {
  readonly type: 'wrong-topic' | 'too-large' | 'malformed' | 'wrong-credential';
}

/**
 * What a message says. Its secret is the MQTT 5 user property `authorization: Bearer tbdev_...`; a device that speaks an
 * older version puts it into the payload, as `{ "credential": "tbdev_...", "readings": [...] }`.
 */
export async function readMessage(message: DeliveredMessage): Promise<ReadMessage | RefusedMessage> {
  const topic = readTelemetryTopic(message.topic);
  if (!topic) return { type: 'wrong-topic' };
  if (message.payload.length > largestPayload) return { type: 'too-large' };
  const documents = await documentsOf(message).catch(() => undefined);
  const { authorization } = message.userProperties;
  if (authorization === undefined) return openEnvelope(topic, documents);
  return saidBy(topic, bearerHash(String(authorization), deviceSecretPrefix), documents);
}

async function documentsOf({ payload, userProperties, contentType }: DeliveredMessage): Promise<unknown[]> {
  const isPacked = userProperties['content-encoding'] === 'gzip';
  const body = isPacked ? await unpack(payload, largestUnpacked) : payload;
  return parseDocuments(body, contentType === 'application/x-ndjson' ? 'ndjson' : 'json', mostReadings);
}

interface Envelope {
  readonly credential?: unknown;
  readonly readings?: unknown;
}

function openEnvelope(
  topic: TelemetryTopic,
  documents: readonly unknown[] | undefined,
): ReadMessage | RefusedMessage {
  if (documents?.length !== 1) return { type: documents ? 'wrong-credential' : 'malformed' };
  const { credential, readings } = Object(documents[0]) as Envelope;
  const hash = typeof credential === 'string' ? secretHash(credential, deviceSecretPrefix) : undefined;
  return saidBy(topic, hash, Array.isArray(readings) ? readings : undefined);
}

const saidBy = (
  topic: TelemetryTopic,
  hash: string | undefined,
  documents: readonly unknown[] | undefined,
): ReadMessage | RefusedMessage =>
  hash === undefined ? { type: 'wrong-credential' } : { type: 'read', topic, secretHash: hash, documents };

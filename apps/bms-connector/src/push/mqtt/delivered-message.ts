import type { IPublishPacket } from 'mqtt';
import type { DeliveredMessage } from './message-window.js';

export function deliveredMessage({
  topic,
  payload,
  properties,
  qos,
  retain,
}: IPublishPacket): DeliveredMessage {
  return {
    topic,
    payload: Buffer.isBuffer(payload) ? payload : Buffer.from(payload),
    userProperties: { ...properties?.userProperties },
    contentType: properties?.contentType,
    qos,
    isRetained: retain,
  };
}

import { generate } from 'mqtt-packet';

/** PUBACK of MQTT 5 for a message that is done. */
export const acknowledgement = (messageId: number): Buffer =>
  generate({ cmd: 'puback', messageId, reasonCode: 0 }, { protocolVersion: 5 });

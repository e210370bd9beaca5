import { connect } from 'mqtt';
import type { Destination, HttpDestination, MqttDestination } from './destination.js';
import type { TelemetryReading } from './telemetry-reading.js';

export interface Sender {
  /** True once the far side has taken them over; false: the device keeps them and tries again. */
  send(readings: readonly TelemetryReading[]): Promise<boolean>;
  close(): Promise<void>;
}

export const openSender = (destination: Destination, name: string): Sender =>
  destination.way === 'mqtt' ? mqttSender(destination, name) : httpSender(destination);

function mqttSender({ url, username, password, topic, secret }: MqttDestination, name: string): Sender {
  const client = connect(url, { protocolVersion: 5, clientId: name, username, password });
  client.on('error', () => undefined);
  const properties = { userProperties: { authorization: `Bearer ${secret}` } };
  return {
    async send(readings) {
      if (!client.connected) return false;
      return client.publishAsync(topic, JSON.stringify(readings), { qos: 1, properties }).then(
        () => true,
        () => false,
      );
    },
    close: () => client.endAsync(true),
  };
}

const patience = 10_000;

function httpSender({ url, secret }: HttpDestination): Sender {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${secret}` };
  return {
    async send(readings) {
      const request = { method: 'POST', headers, signal: AbortSignal.timeout(patience) };
      return fetch(url, { ...request, body: JSON.stringify(readings) }).then(
        ({ ok }) => ok,
        () => false,
      );
    },
    close: () => Promise.resolve(),
  };
}

import type { Provider } from '@nestjs/common';
import { ConnectorSettings } from '../../connector-settings.js';
import { AcceptReadings } from '../accept-readings.js';
import { MessageSenders } from './message-senders.js';
import { MqttDoor } from './mqtt-door.js';
import { MqttObservers } from './mqtt-observers.js';
import { TakeMessage } from './take-message.js';

/** The way in over MQTT. */
export const mqttProviders: Provider[] = [
  MessageSenders,
  MqttObservers,
  {
    provide: TakeMessage,
    inject: [ConnectorSettings, MessageSenders, AcceptReadings, MqttObservers],
    useFactory: (
      { MQTT_UNTIMED }: ConnectorSettings,
      senders: MessageSenders,
      readings: AcceptReadings,
      { message: observer }: MqttObservers,
    ) => new TakeMessage({ senders, readings, isQosZeroOfNow: MQTT_UNTIMED === 'qos0', observer }),
  },
  MqttDoor,
];

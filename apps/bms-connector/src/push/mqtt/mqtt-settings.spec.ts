import { describe, expect, it } from '@jest/globals';
import { testSettings } from '@trackingbms/service-kit/testing';
import { MqttSettings } from './mqtt-settings.js';

const settings = (over: Record<string, string>) => testSettings(MqttSettings, over);

describe('the settings of the way in over MQTT', () => {
  it('may be left out altogether', () => {
    expect(settings({}).MQTT_URL).toBeUndefined();
  });

  it('are a broker and a name of its own for each process', () => {
    const given = settings({ MQTT_URL: 'mqtts://broker.example.com:8883', MQTT_CLIENT_ID: 'connector-1' });
    expect(given).toMatchObject({ MQTT_CLIENT_ID: 'connector-1', MQTT_UNTIMED: 'refuse' });
  });

  it.each([
    ['a broker without a name of the process', { MQTT_URL: 'mqtt://host' }, 'MQTT_CLIENT_ID'],
    ['a name with spaces', { MQTT_URL: 'mqtt://host', MQTT_CLIENT_ID: 'a b' }, 'MQTT_CLIENT_ID'],
    ['a password in the address', { MQTT_URL: 'mqtt://user:word@host', MQTT_CLIENT_ID: 'a' }, 'MQTT_URL'],
    ['another protocol', { MQTT_URL: 'http://host', MQTT_CLIENT_ID: 'a' }, 'MQTT_URL'],
    ['a password file that is not there', { MQTT_PASSWORD_FILE: '/nowhere' }, 'MQTT_PASSWORD_FILE'],
    ['another word for untimed readings', { MQTT_UNTIMED: 'always' }, 'MQTT_UNTIMED'],
  ])('are refused with %s', (_, over, named) => expect(() => settings(over)).toThrow(named));
});

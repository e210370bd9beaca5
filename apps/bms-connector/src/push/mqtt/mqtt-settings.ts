import { HttpSettings, IsSecretFile } from '@trackingbms/service-kit';
import { IsIn, IsOptional, IsString, Matches, ValidateIf } from 'class-validator';

/** Where and how devices push over MQTT. */
export class MqttSettings extends HttpSettings {
  /** The broker that devices push to; without one, nothing comes over MQTT. Never with a user or a password in it. */
  @IsOptional()
  @Matches(/^mqtts?:\/\/[^\s/@?#]+\/?$/, { message: 'MQTT_URL must be like mqtts://broker.example.com:8883' })
  MQTT_URL?: string;

  /** The same at every start and another one for each process: under it the broker keeps what was not acknowledged. */
  @ValidateIf(({ MQTT_URL, MQTT_CLIENT_ID }: MqttSettings) => (MQTT_URL ?? MQTT_CLIENT_ID) !== undefined)
  @Matches(/^[A-Za-z0-9._-]{1,64}$/)
  MQTT_CLIENT_ID?: string;

  @IsOptional() @IsString() MQTT_USERNAME?: string;
  @IsOptional() @IsSecretFile() MQTT_PASSWORD_FILE?: string;
  /** PEM, where the broker's certificate is not of an authority that the machine knows. */
  @IsOptional() @IsString() MQTT_CA_FILE?: string;

  /** Readings that say no time: refused, or taken from messages of QoS 0, where the broker keeps none of those. */
  @IsIn(['refuse', 'qos0']) MQTT_UNTIMED: 'refuse' | 'qos0' = 'refuse';
}

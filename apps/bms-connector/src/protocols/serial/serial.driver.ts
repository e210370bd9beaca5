import {
  type AnswerSource,
  type FieldSource,
  type SerialReading,
  sourcesOf,
} from '@trackingbms/device-profiles';
import type { BatteryDriver, DeviceLink, LinkEndpoint, ReadRequest } from '../battery-driver.js';
import { DeviceFailure } from '../device-failure.errors.js';
import type { RawValue, RawValues } from '../raw-value.js';
import { answerValue } from './answer-values.js';
import type { OpenPort } from './byte-port.js';
import { ResyncFramer } from './resync-framer.js';
import { serialDevicePort } from './serial-device-port.js';
import type { Answers, Ask, SerialLanguage } from './serial-language.js';
import { SerialLine } from './serial-line.js';
import { serialLanguages } from './serial-languages.js';
import { tcpBytePort } from './tcp-byte-port.js';

/** The devices on one serial line; their profiles say which language they speak. */
class SerialLink implements DeviceLink {
  private readonly line: SerialLine;

  constructor(openPort: OpenPort) {
    this.line = new SerialLine(openPort);
  }

  async read(request: ReadRequest): Promise<RawValues> {
    const { profile, address } = request;
    const setting = settingOf(request);
    const sources = sourcesOf(profile).filter(isAnswerSource);
    const language = serialLanguages[setting.language];
    const answers = await language.read({
      wanted: new Set(sources.map(({ answer }) => answer)),
      ask: this.askIn(language, request),
      setting,
      unitId: address.unitId,
    });
    return valuesOf(sources, answers);
  }

  close(): void {
    this.line.close();
  }

  private askIn(language: SerialLanguage, { timeoutMilliseconds, rawFrames }: ReadRequest): Ask {
    let insist = false;
    return async (request, accept) => {
      const { shape, pauseMilliseconds } = language;
      const newFramer = () => new ResyncFramer(shape);
      const exchange = { request, newFramer, accept, timeoutMilliseconds, pauseMilliseconds, insist };
      const answer = await this.line.ask({ ...exchange, rawFrames });
      insist = true;
      return answer;
    };
  }
}

const isAnswerSource = (source: FieldSource): source is AnswerSource => 'answer' in source;

function settingOf({ profile }: ReadRequest): SerialReading {
  if (profile.serial) return profile.serial;
  throw new DeviceFailure('configuration', 'the profile names no serial language');
}

function valuesOf(sources: readonly AnswerSource[], answers: Answers): RawValues {
  const values = new Map<FieldSource, RawValue>();
  for (const source of sources) {
    const value = answerValue(source, answers);
    if (value !== undefined) values.set(source, value);
  }
  return values;
}

function portOf({ transport, host, port, serialDevice, baudRate }: LinkEndpoint): OpenPort {
  if (transport !== 'serial') return tcpBytePort(host, port);
  if (serialDevice === undefined) throw new DeviceFailure('configuration', 'no serial device is named');
  return serialDevicePort({ path: serialDevice, baudRate: baudRate ?? defaultBaudRate });
}

const defaultBaudRate = 9_600;

/** BMSs on RS485 and UART: behind a serial server that passes bytes on (raw TCP), or on a serial device. Reads only. */
export const serialDriver: BatteryDriver = {
  protocol: 'serial',
  transports: ['tcp', 'serial'],
  openLink: (endpoint) => new SerialLink(portOf(endpoint)),
};

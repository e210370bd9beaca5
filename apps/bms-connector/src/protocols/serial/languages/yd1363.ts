import { DeviceFailure } from '../../device-failure.errors.js';
import type { SerialLanguage, SerialRead } from '../serial-language.js';
import { sectionsOf, type Sections } from './yd1363-sections.js';
import { yd1363Content, yd1363Request, yd1363Shape } from './yd1363-frame.js';

const ok = 0;
/** Values and alarms. Values end with current, voltage, capacities and cycles; alarms with three states and bits. */
const commands = [
  { name: '0x42', code: 0x42, bytesEach: 2, shortestPack: 11 },
  { name: '0x44', code: 0x44, bytesEach: 1, shortestPack: 8 },
] as const;
type Command = (typeof commands)[number];

/** What a request says of the pack that is meant. */
const packWords = {
  address: (unit: number) => unit.toString(16).toUpperCase().padStart(2, '0'),
  first: () => '01',
  all: () => 'FF',
};
const wantsOf = (wanted: ReadonlySet<string>, { name }: Command): boolean =>
  [...wanted].some((each) => each.startsWith(name));

/**
 * An answer bears no word of what was asked: it is known by its layout, and alarms by counting the same cells and
 * sensors as the values before.
 */
async function askSections(read: SerialRead, command: Command, like?: Sections): Promise<Sections> {
  const { version = '20', defaultUnit = 0, pack = 'address' } = read.setting;
  const unit = read.unitId ?? defaultUnit;
  const request = yd1363Request(version, unit, command.code, packWords[pack](unit));
  return read.ask(request, (frame) => {
    const content = frame.equals(request) ? undefined : yd1363Content(frame);
    if (content?.address !== unit) return undefined;
    if (content.code !== ok) {
      throw new DeviceFailure('exception', `device answered code ${content.code}`, {
        exception: content.code,
      });
    }
    return sectionsOf(content.data, command, like);
  });
}

/** Pylontech on RS485 and its relatives (Seplos V2, Pace): YD/T 1363 in ASCII. */
export const yd1363: SerialLanguage = {
  shape: yd1363Shape,
  pauseMilliseconds: 10,
  async read(read) {
    const answers = new Map<string, Buffer>();
    let values: Sections | undefined;
    for (const command of commands.filter((each) => wantsOf(read.wanted, each))) {
      const sections = await askSections(read, command, values);
      values ??= sections;
      answers.set(`${command.name}.cells`, sections.cells);
      answers.set(`${command.name}.temperatures`, sections.temperatures);
      answers.set(`${command.name}.pack`, sections.pack);
    }
    return answers;
  },
};

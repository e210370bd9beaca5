export type ProfileProtocol = 'thingset' | 'modbus' | 'canbus' | 'serial' | 'push';
export type RegisterTable = 'holding' | 'input' | 'coil' | 'discrete';
export type RegisterType = 'u16' | 's16' | 'u32' | 's32' | 'u64' | 's64' | 'f32' | 'f64' | 'bit';
export type WordOrder = 'high-first' | 'low-first';

/** A ThingSet object, `Group/rItem_V`. */
export interface PathSource {
  readonly path: string;
  /** By which reports name it on CAN and in binary mode, 1 to 65535. */
  readonly objectId?: number;
}

/** A Modbus register or coil. Addresses are 0-based, as on the wire. */
export interface RegisterSource {
  readonly table: RegisterTable;
  readonly address: number;
  /** `bits`: coils as one number, the first being the lowest bit; `string`: ASCII, two characters a register. */
  readonly type: RegisterType | 'bits' | 'string';
  /** `bits`: coils, 1 to 52; `string`: registers. */
  readonly length?: number;
  /** Of the registers of one value (default high first). */
  readonly wordOrder?: WordOrder;
  /** Of the two bytes in a register (default high first). */
  readonly byteOrder?: WordOrder;
  /** Only a part of an unsigned value: its lowest bit, and how many bits (default 1). */
  readonly bit?: number;
  readonly width?: number;
  /** Makes the value a list: so many values, `stride` registers apart (default: the type's own length). */
  readonly repeat?: RegisterRepeat;
}

export interface RegisterRepeat {
  /** How many at most; all of them are read. */
  readonly count: number;
  readonly stride?: number;
  /** Where the device says how many there are; the rest is cut off. */
  readonly countFrom?: { readonly table: RegisterTable; readonly address: number };
}

/** A point of a SunSpec model that the device was found to have; a list when the point is in the repeating group. */
export interface ModelPointSource {
  readonly model: number;
  readonly point: string;
}

export type SerialLanguageName = 'jbd' | 'daly-a5' | 'daly-d2' | 'jk-nw' | 'yd1363';
export type AnswerType = 'u8' | 's8' | 'u16' | 's16' | 'u24' | 'u32' | 's32' | 'sm16';

/** Bytes of an answer on a serial line, which the language names (`0x03`). Highest byte first unless told. */
export interface AnswerSource {
  readonly answer: string;
  /** Bytes from the beginning of the answer's data. */
  readonly offset: number;
  /** `sm16`: the highest bit is the sign and the others the amount. */
  readonly type: AnswerType;
  readonly wordOrder?: WordOrder;
  readonly byteOrder?: WordOrder;
  /** Only this bit of the value, 0 is the lowest. */
  readonly bit?: number;
  /** Values above this one count downwards from 0: with 100, 101 is -1. */
  readonly negativeAbove?: number;
  /** Makes the value a list: as many values as the answer holds, so many at most, `stride` bytes apart. */
  readonly repeat?: {
    readonly count: number;
    readonly stride?: number;
    /** Offset of the byte of the same answer that says how many there are. */
    readonly countFrom?: number;
  };
}

/** How a device speaks on a serial line. */
export interface SerialReading {
  readonly language: SerialLanguageName;
  /** Bits a second of a device's line (default 9600); a serial server has its own setting. */
  readonly baudRate?: number;
  /** `yd1363`: two digits (default 20). */
  readonly version?: string;
  /** `yd1363`: the address where the battery's settings have no `unitId` (default 0). */
  readonly defaultUnit?: number;
  /** `yd1363`: how a request names the pack (default by the address). */
  readonly pack?: 'address' | 'first' | 'all';
}

/** How a ThingSet device writes its messages. */
export interface ThingSetSpeech {
  /** Text mode: an answer without the right CRC-32 is garbled, and requests carry one too (default false). */
  readonly checksum?: boolean;
  /** Text mode behind a Zephyr shell, where a request is an argument of the command `thingset` (default false). */
  readonly shell?: boolean;
  /** Bits a second of a device's line (default 115200). */
  readonly baudRate?: number;
  /** Reports: a value older than this is absent (default 25,000). */
  readonly maxAgeMilliseconds?: number;
  /** Reports: after silence a reading waits so long for the rest (default 1,000). */
  readonly cycleMilliseconds?: number;
}

/** A CAN signal by its names in the profile's DBC; its value is in the unit of the DBC. */
export interface SignalSource {
  readonly signal: string;
  /** Needed where several messages have a signal of this name. */
  readonly message?: string;
  /** The word of the DBC's value table instead of the number. */
  readonly as?: 'word';
  /** Makes the value a list: `{n}` in the names stands for so many numbers. */
  readonly repeat?: SignalRepeat;
  /** A signal of the same message that is not 0 while the value is none. */
  readonly invalidWhile?: string;
}

export interface SignalRepeat {
  /** How many at most; those that the DBC does not have are left out. */
  readonly count: number;
  /** Default 0. */
  readonly first?: number;
  /** Digits that a number is filled up to with zeros, default 1. */
  readonly digits?: number;
}

/** A value of a pushed reading. An array of numbers is a list. */
export interface PointerSource {
  /** RFC 6901 JSON pointer within the reading, `/Dc/0/Voltage`. */
  readonly pointer: string;
  /** Makes the value a list of several members: `{n}` in the pointer stands for so many numbers. */
  readonly repeat?: {
    /** How many at most; those at the end that the reading does not have are left out. */
    readonly count: number;
    /** Default 0. */
    readonly first?: number;
  };
}

export type TimeUnit = 'rfc3339' | 'seconds' | 'milliseconds';

/** How a device writes what it pushes. Pointers but `readings` are within a reading. */
export interface PushedReading {
  /** The reading's own time, the two numbers counted from 1970; without it, the time of arrival counts. */
  readonly timestamp?: { readonly pointer: string; readonly unit: TimeUnit };
  /** Where the array of readings is in a document that holds several. */
  readonly readings?: string;
  /** Where a reading says which battery it is of: its id, UUID or serial number. Another one's is refused. */
  readonly battery?: string;
  /** Where a reading lists its faults and warnings by their codes: an array of texts such as CELL_OVER_VOLTAGE. */
  readonly faultCodes?: string;
  readonly warningCodes?: string;
}

export type FieldSource =
  PathSource | RegisterSource | ModelPointSource | SignalSource | AnswerSource | PointerSource;

export type Reduction = 'max' | 'min' | 'sum' | 'mean';

/** How a reading's number is made from raw ones: raw x scale + offset, in the field's unit. */
export interface ProfileField {
  /** Alternatives in the order of preference: the first that the device has counts. */
  readonly from: readonly FieldSource[];
  readonly scale?: number;
  readonly offset?: number;
  /** Raw values by which the device says "not known". */
  readonly absent?: readonly (number | string)[];
  /** Raw value to meaning, for states and switches; a raw value without an entry is not known. */
  readonly values?: Readonly<Record<string, string | boolean>>;
  /** True where any raw value but 0 means yes. */
  readonly nonZero?: boolean;
  /** Makes one value of a list. */
  readonly reduce?: Reduction;
  /** The value is 100 x raw / this raw, where both are known: a charge as part of the full one. */
  readonly percentOf?: readonly FieldSource[];
  /** Slots at the end of the list that the device does not use do not count as cells or sensors. */
  readonly dropTrailingAbsent?: boolean;
}

export type BitSeverity = 'warning' | 'fault' | 'protection';

export interface BitMeaning {
  readonly code: string;
  /** A protection is also listed as a fault while it acts. */
  readonly severity: BitSeverity;
  /** True where the bit is 0 while the condition holds. */
  readonly activeLow?: boolean;
}

export interface BitField {
  readonly from: readonly FieldSource[];
  readonly absent?: readonly number[];
  /** Bit number, 0 is the lowest, to its meaning. */
  readonly bits: Readonly<Record<string, BitMeaning>>;
}

/** What a positive native current means; `setting`: the model leaves it open, so the battery's settings must say. */
export interface CurrentSign {
  readonly positive: 'charging' | 'discharging' | 'setting';
  /** Where the setting is missing: states in which the current's direction is sure. */
  readonly infer?: {
    readonly from: readonly FieldSource[];
    readonly charging: readonly number[];
    readonly discharging: readonly number[];
  };
}

export interface ModelPoint {
  /** Registers from the model's id, which is 0. */
  readonly offset: number;
  readonly type: RegisterType;
  /** Name of the point that holds the power of ten. */
  readonly scaleFactor?: string;
}

export interface ModelLayout {
  /**
   * All models of this id on a device count, in the order of these points (none: as the device has them), and a value
   * becomes a list of theirs. Without it only the first of them counts.
   */
  readonly orderBy?: readonly string[];
  readonly points: Readonly<Record<string, ModelPoint>>;
  readonly repeat?: {
    /** Registers from the model's id to the first group. */
    readonly offset: number;
    readonly length: number;
    /** Name of the point that holds how many groups there are. */
    readonly count: string;
    readonly points: Readonly<Record<string, ModelPoint>>;
  };
}

/** How a device is read over Modbus. */
export interface RegisterReading {
  /** Where the battery's settings have no `unitId` (default 1). */
  readonly defaultUnit?: number;
  /** Bits a second of a device's line (default 9600); a serial server has its own setting. */
  readonly baudRate?: number;
  /** Registers of no interest that may be read along to save a request (default 8). */
  readonly maxGap?: number;
  /** Registers in one request at most (default and limit 125). */
  readonly maxRegisters?: number;
  /** What the device's addresses count (default registers): with `bytes` a register lies two addresses after another. */
  readonly addressUnit?: 'registers' | 'bytes';
}

/** How a reading is put together from what a CAN bus carries. */
export interface CanReading {
  /** A signal older than this is absent (default 5,000). */
  readonly maxAgeMilliseconds?: number;
  /** Within this a device has sent everything once (default 1,000): a first reading waits so long for the rest. */
  readonly cycleMilliseconds?: number;
}

export type NumberFieldName =
  | 'packVoltage'
  | 'cellVoltageMin'
  | 'cellVoltageMax'
  | 'cellVoltageAvg'
  | 'packCurrent'
  | 'packPower'
  | 'tempMin'
  | 'tempMax'
  | 'tempAvg'
  | 'ambientTemp'
  | 'socPercent'
  | 'sohPercent'
  | 'remainingCapacityAh'
  | 'fullCapacityAh'
  | 'chargeCycles'
  | 'totalChargeAh'
  | 'totalDischargeAh'
  | 'totalEnergyChargedWh'
  | 'totalEnergyDischargedWh'
  | 'signalStrength';
export type ListFieldName = 'cellVoltages' | 'temperatures';
export type SwitchFieldName = 'balancingActive' | 'chargingEnabled' | 'dischargingEnabled';
export type ProfileFieldName = NumberFieldName | ListFieldName | SwitchFieldName | 'operationMode';

/** What an answer must be like, for a device to be taken for one of this profile. */
export interface Expectation {
  /** A number of the reading, or each number of a list; or the raw value of a source. */
  readonly field?: NumberFieldName | ListFieldName;
  readonly from?: FieldSource;
  readonly equals?: number | string;
  readonly between?: readonly [number, number];
}

/** How a device of this profile is recognised by reading it. */
export interface Recognition {
  /** Ports that are tried where the caller names none, by transport; other transports are not tried. */
  readonly ports: Readonly<Record<string, readonly number[]>>;
  /** Addresses behind the port that are tried (default: the profile's own). */
  readonly units?: readonly number[];
  /** All must hold. */
  readonly expect?: readonly Expectation[];
}

/** One maker's device as declared in a file of `profiles/`. */
export interface DeviceProfile {
  readonly profile: string;
  readonly version: number;
  readonly title: string;
  readonly protocol: ProfileProtocol;
  readonly transports: readonly string[];
  readonly currentSign: CurrentSign;
  readonly registers?: RegisterReading;
  readonly serial?: SerialReading;
  readonly thingset?: ThingSetSpeech;
  readonly push?: PushedReading;
  readonly models?: Readonly<Record<string, ModelLayout>>;
  readonly canbus?: CanReading;
  /** Text of the DBC that the sources' signals are named in. */
  readonly dbc?: string;
  readonly fields: Readonly<Partial<Record<ProfileFieldName, ProfileField>>>;
  readonly bitFields?: readonly BitField[];
  readonly detect?: Recognition;
}

/** Every source that a profile names, each once, in the order of the file. */
export function sourcesOf(profile: DeviceProfile): readonly FieldSource[] {
  const fields = Object.values(profile.fields).flatMap(({ from, percentOf = [] }) => [...from, ...percentOf]);
  const bits = (profile.bitFields ?? []).flatMap((field) => field.from);
  return [...new Set([...fields, ...bits, ...(profile.currentSign.infer?.from ?? [])])];
}

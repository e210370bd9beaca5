/** Registers of a SunSpec device as `[offset in the model, value]`, laid out one model after the other. */
export interface ModelImage {
  readonly id: number;
  readonly length: number;
  readonly registers: Readonly<Record<number, number>>;
}

/** Marker, models and end mark; what is not given is "not implemented". */
export function sunSpecImage(base: number, models: readonly ModelImage[]): Map<number, number> {
  const image = new Map<number, number>([
    [base, 0x5375],
    [base + 1, 0x6e53],
  ]);
  let address = base + 2;
  for (const { id, length, registers } of models) {
    for (let offset = 0; offset < length + 2; offset++)
      image.set(address + offset, registers[offset] ?? 0xffff);
    image.set(address, id).set(address + 1, length);
    address += length + 2;
  }
  return image.set(address, 0xffff).set(address + 1, 0);
}

const u16 = (value: number): number => value & 0xffff;

/** A bank of 51.23 V, +12.3 A native, 63.5 % with two strings, one of which is warm. */
export const battery802: ModelImage = {
  id: 802,
  length: 62,
  registers: {
    11: 635, // SoC
    13: 98, // SoH
    14: 0, // NCyc
    15: 417,
    16: 4, // ChaSt: charging
    22: 3, // State: connected
    26: 0, // Evt1: over temperature warning
    27: 0b100,
    34: 5123, // V
    37: 3312, // CellVMax
    40: 3198, // CellVMin
    43: 3251, // CellVAvg
    44: 123, // A
    47: 630, // W
    56: u16(-1), // SoC_SF
    58: 0, // SoH_SF
    59: u16(-2), // V_SF
    60: u16(-3), // CellV_SF
    61: u16(-1), // A_SF
    63: 0, // W_SF
  },
};

export const strings803: ModelImage = {
  id: 803,
  length: 26 + 2 * 32,
  registers: {
    2: 2, // NStr
    4: 315, // ModTmpMax
    7: u16(-25), // ModTmpMin
    10: 0x8000, // ModTmpAvg: not implemented
    21: 3, // NCellBal
    22: u16(-3),
    23: u16(-1), // ModTmp_SF
    24: u16(-1),
    25: 0,
    26: u16(-1),
    27: u16(-2),
    // First string: no event. Second: contactor error.
    [28 + 20]: 0,
    [28 + 21]: 0,
    [28 + 6]: 61,
    [60 + 20]: 0x0010,
    [60 + 21]: 0,
    [60 + 6]: 62,
  },
};

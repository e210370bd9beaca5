/** The three parts of an answer whose places depend on how many cells and sensors there are. */
export interface Sections {
  readonly cellCount: number;
  readonly sensorCount: number;
  readonly cells: Buffer;
  readonly temperatures: Buffer;
  /** What comes after the sensors. */
  readonly pack: Buffer;
}

/** Flags and the number of the pack come first. */
const headLength = 2;
const mostCells = 32;
const mostSensors = 16;

export interface SectionLayout {
  /** Of a cell or a sensor. */
  readonly bytesEach: number;
  /** Bytes that come after the sensors at least. */
  readonly shortestPack: number;
}

/** Undefined where the counts do not fit the bytes, or are not those of `like`. */
export function sectionsOf(data: Buffer, layout: SectionLayout, like?: Sections): Sections | undefined {
  const cells = counted(data, headLength, layout.bytesEach);
  const sensors = cells && counted(data, cells.end, layout.bytesEach);
  if (!cells || !sensors) return undefined;
  const sections = {
    cellCount: cells.count,
    sensorCount: sensors.count,
    cells: cells.list,
    temperatures: sensors.list,
    pack: data.subarray(sensors.end),
  };
  return isLikely(sections, layout) && isAlike(sections, like) ? sections : undefined;
}

const isLikely = ({ cellCount, sensorCount, pack }: Sections, { shortestPack }: SectionLayout): boolean =>
  cellCount > 0 && cellCount <= mostCells && sensorCount <= mostSensors && pack.length >= shortestPack;

const isAlike = (sections: Sections, like: Sections = sections): boolean =>
  like.cellCount === sections.cellCount && like.sensorCount === sections.sensorCount;

function counted(data: Buffer, at: number, bytesEach: number) {
  if (at >= data.length) return undefined;
  const count = data.readUInt8(at);
  const end = at + 1 + count * bytesEach;
  return end > data.length ? undefined : { count, end, list: data.subarray(at + 1, end) };
}

import { moduleNames, type ModuleName } from './module-names.js';

export const industries = ['batteries', 'solar', 'industrial', 'residential'] as const;
export type Industry = (typeof industries)[number];

/** What a client of an industry begins with. `firstData` names the rows that its database is filled with. */
export interface IndustryTemplate {
  readonly industry: Industry;
  readonly firstData: Industry;
  readonly modules: readonly ModuleName[];
}

/** Industrial and residential clients watch batteries too: they differ in their first data only. */
export function templateOf(industry: Industry): IndustryTemplate {
  return { industry, firstData: industry, modules: moduleNames };
}

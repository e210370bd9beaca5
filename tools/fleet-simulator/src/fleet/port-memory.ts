import { readFile, rename, writeFile } from 'node:fs/promises';

/** The ports of the packs, kept so that stored addresses stay good from one start to the next. */
export async function recallPorts(file: string | undefined): Promise<Record<string, number>> {
  if (!file) return {};
  return readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as Record<string, number>,
    () => ({}),
  );
}

export async function rememberPorts(file: string | undefined, ports: Record<string, number>): Promise<void> {
  if (!file) return;
  await writeFile(`${file}.new`, JSON.stringify(ports, null, 2));
  await rename(`${file}.new`, file);
}

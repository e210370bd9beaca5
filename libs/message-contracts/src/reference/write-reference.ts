import { mkdir, writeFile } from 'node:fs/promises';
import { referenceFiles, referenceFolder } from './reference-files.js';

await mkdir(referenceFolder, { recursive: true });
for (const [name, content] of referenceFiles()) await writeFile(new URL(name, referenceFolder), content);

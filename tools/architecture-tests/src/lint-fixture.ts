import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';

export const workspaceRoot = fileURLToPath(new URL('../../..', import.meta.url));

/** Rules broken by `code` if it stood in `file` (from the root, need not exist; it must be in a project's `src`). */
export async function rulesBroken(file: string, code: string): Promise<string[]> {
  const lint = new ESLint({
    cwd: workspaceRoot,
    // A fixture is text, not a file of a project: rules that need its types are not what is tried here.
    overrideConfig: [
      {
        files: ['**/*.ts'],
        languageOptions: { parserOptions: { projectService: false, project: null } },
        rules: {
          '@typescript-eslint/no-floating-promises': 'off',
          '@typescript-eslint/no-misused-promises': 'off',
          '@typescript-eslint/switch-exhaustiveness-check': 'off',
        },
      },
    ],
  });
  const [result] = await lint.lintText(code, { filePath: join(workspaceRoot, file) });
  return [...new Set((result?.messages ?? []).map((message) => message.ruleId ?? message.message))];
}

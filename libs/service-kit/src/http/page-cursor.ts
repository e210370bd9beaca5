import { ProblemError } from '../problems/problem-error.js';

interface FieldTypes {
  readonly string: string;
  readonly integer: number;
}
type Shape = Readonly<Record<string, keyof FieldTypes>>;
/** Where a page ended: the sort columns of its last item. */
export type PagePosition<S extends Shape> = { readonly [K in keyof S]: FieldTypes[S[K]] };

/** Room for a name of 255 characters, each of four bytes. */
const longest = 2_048;

/**
 * The opaque `cursor` of one list. It carries no right: whoever changes it only starts elsewhere in what they may see.
 * A cursor of another list, or a changed shape, is refused.
 */
export class PageCursor<const S extends Shape> {
  constructor(
    private readonly list: string,
    private readonly shape: S,
  ) {}

  encode(position: PagePosition<S>): string {
    const values = Object.keys(this.shape).map((name) => position[name]);
    return Buffer.from(JSON.stringify([this.list, ...values])).toString('base64url');
  }

  /** @throws ProblemError 400 `CURSOR.INVALID` */
  decode(cursor: string): PagePosition<S> {
    const [list, ...values] = parse(cursor);
    const fields = Object.entries(this.shape);
    const fits = fields.every(([, type], index) => isOf(type, values[index]));
    if (list !== this.list || values.length !== fields.length || !fits) throw cursorInvalid();
    return Object.fromEntries(fields.map(([name], index) => [name, values[index]])) as PagePosition<S>;
  }
}

function parse(cursor: string): unknown[] {
  if (cursor.length > longest) throw cursorInvalid();
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(value) ? value : [];
  } catch {
    throw cursorInvalid();
  }
}

function isOf(type: keyof FieldTypes, value: unknown): boolean {
  return type === 'integer' ? Number.isSafeInteger(value) : typeof value === 'string';
}

function cursorInvalid(): ProblemError {
  return new ProblemError(
    'CURSOR.INVALID',
    400,
    {
      en: 'This cursor is not one of this list: take `nextCursor` of the page before, or leave it out for the first page.',
      fr: 'Ce curseur n’est pas de cette liste : prenez `nextCursor` de la page précédente, ou omettez-le pour la première page.',
    },
    { errors: [{ pointer: '/cursor', code: 'CURSOR.INVALID' }] },
  );
}

import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { PageCursor } from '@trackingbms/service-kit';
import type { PageRequest } from '@trackingbms/tenant-database';
import { WholeNumberText } from '../fields/query-texts.js';

const defaultLimit = 50;
const longestPage = 200;

/** What every list can be asked. */
export class ListQuery {
  @ApiProperty({ type: 'integer', required: false, minimum: 1, maximum: longestPage, default: defaultLimit })
  @IsOptional()
  @WholeNumberText()
  @IsInt()
  @Min(1)
  @Max(longestPage)
  limit?: number;

  @ApiProperty({ type: 'string', required: false, description: '`nextCursor` of the page before' })
  @IsOptional()
  @IsString()
  @MaxLength(4096)
  cursor?: string;
}

/** One page of a list; `nextCursor` is null on the last. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

/** `name` sorts upwards, `-name` downwards. */
export const sortChoices = (sorts: readonly string[]): string[] => [
  ...sorts,
  ...sorts.map((sort) => `-${sort}`),
];

type Row<Sort extends string> = { readonly [Field in Sort]: string | number };

/** Turns the query of a list into a page of rows and its rows into the cursor of the next. */
export class Paging<Sort extends string> {
  readonly #cursor: PageCursor<{ value: 'string' | 'integer'; id: 'integer' }>;
  readonly #sort: Sort;
  readonly #descending: boolean;
  readonly #limit: number;

  constructor(
    list: string,
    private readonly query: ListQuery & { readonly sort?: string },
    texts: readonly Sort[],
  ) {
    const sort = query.sort ?? 'id';
    this.#descending = sort.startsWith('-');
    this.#sort = sort.replace('-', '') as Sort;
    this.#limit = query.limit ?? defaultLimit;
    // A cursor fits one order only.
    this.#cursor = new PageCursor(`${list}/${sort}`, {
      value: texts.includes(this.#sort) ? 'string' : 'integer',
      id: 'integer',
    });
  }

  /** Asks for one row more than is shown, which tells whether there is a next page. */
  get request(): PageRequest<Sort> {
    const { cursor } = this.query;
    return {
      sort: this.#sort,
      descending: this.#descending,
      after: cursor === undefined ? null : this.#cursor.decode(cursor),
      limit: this.#limit + 1,
    };
  }

  page<R, Item>(rows: readonly R[], idOf: (row: R) => number, toItem: (row: R) => Item): Page<Item> {
    const seen = rows.slice(0, this.#limit);
    const last = rows.length > this.#limit ? seen.at(-1) : undefined;
    return {
      items: seen.map(toItem),
      nextCursor: last === undefined ? null : this.#positionAfter(last as R & Row<Sort>, idOf(last)),
    };
  }

  #positionAfter(row: Row<Sort>, id: number): string {
    const value = this.#sort === 'id' ? id : row[this.#sort];
    return this.#cursor.encode({ value, id });
  }
}

import { describe, expect, it } from '@jest/globals';
import { Paging, type ListQuery } from './list-query.js';

interface Row {
  readonly rowId: number;
  readonly name: string;
  readonly createdAt: number;
}

const paging = (query: ListQuery & { sort?: string }) =>
  new Paging<'id' | 'name' | 'createdAt'>('rows', query, ['name']);
const rows: Row[] = [1, 2, 3].map((rowId) => ({ rowId, name: `n${rowId}`, createdAt: rowId * 1000 }));
const page = (query: ListQuery & { sort?: string }, found = rows) =>
  paging(query).page(
    found,
    (row) => row.rowId,
    ({ name }) => name,
  );

describe('a page', () => {
  it('asks for one row more than it shows', () => {
    expect(paging({ limit: 2 }).request).toEqual({ sort: 'id', descending: false, after: null, limit: 3 });
    expect(page({ limit: 2 }).items).toEqual(['n1', 'n2']);
  });

  it('leads to the next from its last row, in its order', () => {
    const cursor = page({ limit: 2, sort: '-name' }).nextCursor ?? '';
    expect(paging({ limit: 2, sort: '-name', cursor }).request).toEqual({
      sort: 'name',
      descending: true,
      after: { value: 'n2', id: 2 },
      limit: 3,
    });
    const byTime = page({ limit: 2, sort: 'createdAt' }).nextCursor ?? '';
    expect(paging({ sort: 'createdAt', cursor: byTime }).request.after).toEqual({ value: 2000, id: 2 });
    const byId = page({ limit: 2 }).nextCursor ?? '';
    expect(paging({ cursor: byId }).request.after).toEqual({ value: 2, id: 2 });
  });

  it('is the last when there is nothing after it', () => {
    expect(page({ limit: 3 }).nextCursor).toBeNull();
    expect(page({}, []).nextCursor).toBeNull();
  });

  it('refuses the cursor of another order', () => {
    const cursor = page({ limit: 2, sort: 'name' }).nextCursor ?? '';
    expect(() => paging({ sort: '-name', cursor }).request).toThrow('CURSOR.INVALID');
  });

  it('carries a name of 255 characters, whatever they are', () => {
    const long = [{ rowId: 1, name: '𝔹'.repeat(127), createdAt: 1 }, rows[0]!];
    const cursor = page({ limit: 1, sort: 'name' }, long).nextCursor ?? '';
    expect(paging({ sort: 'name', cursor }).request.after?.value).toBe(long[0]?.name);
  });
});

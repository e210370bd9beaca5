import { describe, expect, it } from '@jest/globals';
import { equals, pageClause, type SortColumn } from './keyset-page.js';

const columns: Readonly<Record<'name' | 'createdAt', SortColumn>> = {
  name: { sql: 'b.name', kind: 'text' },
  createdAt: { sql: 'b.created_at', kind: 'time' },
};
const everything = { sql: 'TRUE', parameters: [] };

describe('the clause of a page', () => {
  it('starts after the last row, with the id to tell equal ones apart', () => {
    const after = { value: "x'; DROP", id: 7 };
    const request = { sort: 'name', descending: false, after, limit: 3 } as const;
    expect(pageClause(request, columns, 'b.id', [everything])).toEqual({
      sql: 'WHERE TRUE AND (b.name > ? OR (b.name = ? AND b.id > ?)) ORDER BY b.name ASC, b.id ASC LIMIT ?',
      parameters: ["x'; DROP", "x'; DROP", 7, 3],
    });
  });

  it('turns around when it descends, and writes times as the column has them', () => {
    const after = { value: Date.UTC(2026, 2, 1, 12, 0, 0, 5), id: 7 };
    const request = { sort: 'createdAt', descending: true, after, limit: 3 } as const;
    expect(pageClause(request, columns, 'b.id', [everything])).toEqual({
      sql: 'WHERE TRUE AND (b.created_at < ? OR (b.created_at = ? AND b.id < ?)) ORDER BY b.created_at DESC, b.id DESC LIMIT ?',
      parameters: ['2026-03-01 12:00:00.005', '2026-03-01 12:00:00.005', 7, 3],
    });
  });
});

describe('a filter', () => {
  it('is nothing where nothing is asked for, and a number for a flag', () => {
    expect(equals('b.status', undefined)).toEqual([]);
    expect(equals('b.is_active', false)).toEqual([{ sql: 'b.is_active = ?', parameters: [0] }]);
  });
});

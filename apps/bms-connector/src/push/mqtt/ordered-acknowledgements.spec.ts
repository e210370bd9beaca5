import { describe, expect, it } from '@jest/globals';
import { assert, property, shuffledSubarray } from 'fast-check';
import { OrderedAcknowledgements } from './ordered-acknowledgements.js';

describe('acknowledgements', () => {
  it('leave in the order in which messages came, whatever is done first', () => {
    const sent: string[] = [];
    const order = new OrderedAcknowledgements();
    const [first, second, third] = ['1', '2', '3'].map((name) => order.place(() => sent.push(name)));
    third?.();
    second?.();
    expect(sent).toEqual([]);
    first?.();
    expect(sent).toEqual(['1', '2', '3']);
  });

  it('are those of all messages that nothing undone comes before, and no others', () => {
    const numbers = Array.from({ length: 20 }, (_, index) => index);
    assert(
      property(shuffledSubarray(numbers), (finishing) => {
        const sent: number[] = [];
        const order = new OrderedAcknowledgements();
        const done = numbers.map((number) => order.place(() => sent.push(number)));
        for (const number of finishing) done[number]?.();
        const firstUndone = numbers.find((number) => !finishing.includes(number)) ?? numbers.length;
        expect(sent).toEqual(numbers.slice(0, firstUndone));
      }),
    );
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { clustersOf, lastOf, makeScale, type Scale, snappedTimeAt, timeAt, xOf } from '../../client/webview/scale';
import { DAY, HOUR, MINUTE } from './models';

const OPTIONS = { start: 238, end: 888, columnWidth: 56, breakWidth: 12, room: 48 };

describe('the time axis', () => {
  const instants = fc.array(fc.oneof(fc.integer({ min: 0, max: 2 * HOUR }), fc.integer({ min: 0, max: 3650 * DAY })), {
    maxLength: 20,
  });
  const scales = fc
    .record({ instants, width: fc.integer({ min: 200, max: 1400 }), room: fc.integer({ min: 0, max: 300 }) })
    .map(({ instants, width, room }) => ({
      instants,
      scale: makeScale(clustersOf(instants), { ...OPTIONS, end: OPTIONS.start + width, room }),
    }));

  it('compares the minutes in one segment and keeps hours and days as milestones', () => {
    const { near, far } = clustersOf([0, 4, 16, 36, 46].map((m) => m * MINUTE).concat(29 * HOUR, 180 * DAY));
    assert.deepEqual(near, [240, 960, 2160, 2760]);
    assert.deepEqual(far, [
      { low: 29 * HOUR, high: 29 * HOUR },
      { low: 180 * DAY, high: 180 * DAY },
    ]);
  });

  it('puts far instants of one size into one column', () => {
    const { far } = clustersOf([20 * MINUTE, 29 * HOUR, 40 * HOUR, 14 * DAY]);
    assert.deepEqual(far, [
      { low: 29 * HOUR, high: 40 * HOUR },
      { low: 14 * DAY, high: 14 * DAY },
    ]);
  });

  it('leaves room after the last near instant', () => {
    const scale = makeScale(clustersOf([30 * MINUTE, 180 * DAY]), OPTIONS);
    assert.ok(Math.abs(scale.focusEnd - xOf(scale, 30 * MINUTE) - OPTIONS.room) < 0.01);
  });

  it('does not shrink below what a drag holds', () => {
    const scale = makeScale(clustersOf([30 * MINUTE]), { ...OPTIONS, atLeast: 50 * MINUTE });
    assert.equal(scale.focus, 50 * MINUTE);
  });

  it('ascends strictly and inverts exactly, for any instants and width', () => {
    fc.assert(
      fc.property(scales, ({ scale }) => {
        assertFinite(scale);
        for (let i = 1; i < scale.knots.length; i++) {
          assert.ok(scale.knots[i]!.at > scale.knots[i - 1]!.at);
          assert.ok(scale.knots[i]!.x > scale.knots[i - 1]!.x);
        }
        for (let px = scale.start; px <= scale.end; px++) {
          assert.ok(Math.abs(xOf(scale, timeAt(scale, px)) - px) <= 0.5, `${px} px`);
        }
      }),
    );
  });

  it('has every instant on a straight part or in a column of its own kind', () => {
    fc.assert(
      fc.property(scales, ({ scale, instants }) => {
        for (const at of instants) {
          if (at <= scale.focus) continue;
          const x = xOf(scale, at);
          assert.ok(
            scale.columns.some((column) => x >= column.left - 0.01 && x <= column.right + 0.01),
            `${at} s`,
          );
        }
      }),
    );
  });

  it('keeps the ratio of lengths inside the linear segment', () => {
    fc.assert(
      fc.property(scales, fc.tuple(fc.nat(1000), fc.nat(1000), fc.nat(1000), fc.nat(1000)), ({ scale }, parts) => {
        const [a, b, c, d] = parts.map((part) => (part / 1000) * scale.focus) as [number, number, number, number];
        if (a === b || c === d) return;
        const time = (b - a) / (d - c);
        const pixels = (xOf(scale, b) - xOf(scale, a)) / (xOf(scale, d) - xOf(scale, c));
        assert.ok(Math.abs(pixels / time - 1) < 0.01);
      }),
    );
  });

  it('snaps a pointer to half minutes in the linear segment, to whole hours and days behind a break', () => {
    const scale = makeScale(clustersOf([46 * MINUTE, 29 * HOUR, 180 * DAY]), OPTIONS);
    fc.assert(
      fc.property(fc.integer({ min: scale.start, max: scale.end }), (px) => {
        const exact = timeAt(scale, px);
        const at = snappedTimeAt(scale, px);
        const step = exact <= scale.focus ? 30 : exact < 2 * DAY ? HOUR : DAY;
        assert.ok(at % step === 0 || at === lastOf(scale));
        assert.ok(Math.abs(at - exact) <= step);
      }),
    );
  });
});

function assertFinite({ start, end, focus, focusEnd, columns }: Scale): void {
  const numbers = [start, end, focus, focusEnd, ...columns.flatMap((column) => Object.values(column))];
  for (const number of numbers) assert.ok(Number.isFinite(number));
}

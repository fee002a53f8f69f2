import type { Clock, ClockId, Scenario, UserState } from '../../../server/src/session/clocks';

/**
 * A second model of the same rules, written to be obvious rather than fast: it walks through every second and every
 * ping. Knows sign-in and data clocks, idle stops, recycles and kills; lengths are numbers.
 */
interface Cell {
  readonly clock: Clock;
  readonly length: number;
  readonly life: number;
  alive: boolean;
  start: number;
}

export interface Walked {
  readonly states: { from: number; state: UserState }[];
  readonly ends: Map<ClockId, { at: number; causes: ClockId[] }[]>;
  readonly requests: { at: number; kind: 'click' | 'ping'; renewed: ClockId[] }[];
}

export function walk(clocks: readonly Clock[], scenario: Scenario, horizon: number): Walked {
  const cells: Cell[] = clocks
    .filter((clock) => !(scenario.otherTraffic && clock.role === 'server' && clock.restart.on === 'everyRequest'))
    .map((clock) => {
      const length = typeof clock.length === 'number' ? clock.length : Infinity;
      return { clock, length, life: Math.min(length, clock.maxAge ?? Infinity), alive: true, start: 0 };
    });
  const signIn = cells.find((cell) => cell.clock.id === 'authCookie');
  const data = cells.find((cell) => cell.clock.id === 'sessionData');
  const clicks = new Set(scenario.clicks);
  const walked: Walked = { states: [], ends: new Map(clocks.map((clock) => [clock.id, []])), requests: [] };
  let fresh = false;

  const goneBefore = (cell: Cell, t: number) => {
    const age = t - cell.start;
    if (cell.clock.maxAge !== undefined && age >= cell.clock.maxAge) return true;
    return cell.clock.aliveAtEnd ? age > cell.life : age >= cell.life;
  };
  const over = (cell: Cell, t: number) => t - cell.start >= cell.life;

  const finish = (t: number, due: (cell: Cell) => boolean) => {
    const why = new Map<Cell, ClockId[]>();
    const queue = cells.filter((cell) => cell.alive && due(cell));
    for (const cell of queue) why.set(cell, [cell.clock.id]);
    for (const killer of queue) {
      for (const cell of cells) {
        if (!cell.alive || cell === killer || !killer.clock.kills.includes(cell.clock.id)) continue;
        const known = why.get(cell);
        if (known) known.push(killer.clock.id);
        else {
          why.set(cell, over(cell, t) ? [cell.clock.id, killer.clock.id] : [killer.clock.id]);
          queue.push(cell);
        }
      }
    }
    for (const [cell, causes] of why) {
      cell.alive = false;
      walked.ends.get(cell.clock.id)?.push({ at: t, causes });
    }
    const stopped = [...why.keys()].some((cell) => cell.clock.id === 'poolIdle');
    const recycled = [...why.keys()].some((cell) => cell.clock.restart.on === 'workerStart');
    for (const cell of cells) {
      if (cell.clock.role !== 'server') continue;
      if (stopped) cell.alive = false;
      else if (recycled) Object.assign(cell, { alive: true, start: t });
    }
  };

  for (let t = 0; t <= horizon; t += 1) {
    const click = clicks.has(t);
    const ping = !click && t > 0 && scenario.ping !== null && t % scenario.ping.every === 0;
    if (t > 0 && (click || ping)) {
      finish(t, (cell) => goneBefore(cell, t));
      const renewed: ClockId[] = [];
      const signedIn = signIn?.alive ?? true;
      for (const cell of cells) {
        const { clock } = cell;
        if (!cell.alive) {
          const anew = clock.role === 'server' || (clock.role === 'data' && click && signedIn);
          if (!anew) continue;
          if (cell === data) fresh = true;
        } else {
          if (ping && !clock.pingRestarts) continue;
          if (clock.restart.on === 'secondHalf') {
            const age = t - cell.start;
            const left = cell.length - age;
            if (clock.restart.strict ? left >= age : left > age) continue;
          } else if (clock.restart.on === 'aged') {
            if (t - cell.start <= clock.restart.after) continue;
          } else if (clock.restart.on !== 'everyRequest') continue;
        }
        cell.alive = true;
        cell.start = t;
        if (clock.restart.on !== 'workerStart') renewed.push(clock.id);
      }
      walked.requests.push({ at: t, kind: click ? 'click' : 'ping', renewed });
    }
    finish(t, (cell) => over(cell, t));
    const has = data?.alive ?? true;
    const state: UserState =
      signIn && !signIn.alive
        ? data?.alive
          ? 'dataNoSignIn'
          : 'signedOut'
        : has
          ? fresh
            ? 'freshSession'
            : 'ok'
          : 'signedInNoData';
    if (walked.states[walked.states.length - 1]?.state !== state) walked.states.push({ from: t, state });
  }
  return walked;
}

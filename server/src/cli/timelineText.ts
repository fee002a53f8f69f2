import { type Clock, isUnknown, type Lifetime, type Run, type SourceRef, type Verdict } from '../session/clocks';
import { duration, timePoint } from '../session/words';
import { table } from './output';

const STATES = {
  ok: 'signed in, data kept',
  freshSession: 'signed in, new empty session',
  signedInNoData: 'signed in, session data GONE',
  dataNoSignIn: 'signed out, session data left',
  signedOut: 'signed out',
  notKnown: 'not known',
} as const;

/** A timeline for people at a terminal. */
export function timelineText(timeline: {
  site: string;
  variant: string | null;
  verdict: Verdict;
  clocks: readonly Clock[];
  run: Run;
}): string {
  const { site, variant, verdict, clocks, run } = timeline;
  const clockRows = clocks.map((clock) => {
    const winner = clock.sources.find((source) => source.status === 'effective');
    const lane = run.lanes.find((candidate) => candidate.id === clock.id);
    const end = !lane?.inPlay
      ? (clock.inert ?? 'not in play')
      : lane.endsAt === null
        ? 'does not end'
        : `ends at ${timePoint(lane.endsAt)}`;
    return ['  ', clock.name, lifetime(clock.length), end, winner ? sourceText(winner) : ''];
  });
  const stateRows = run.states.map(({ from, to, state }) => [
    '  ',
    timePoint(from),
    '-',
    to === null ? '' : timePoint(to),
    STATES[state],
  ]);
  return [`${site}${variant ? ` (${variant})` : ''}: ${verdict.text}`, table(clockRows), '', table(stateRows), ''].join(
    '\n',
  );
}

function sourceText({ kind, label }: SourceRef): string {
  return kind === 'default' ? `${label}, not set anywhere` : label;
}

function lifetime(length: Lifetime): string {
  return isUnknown(length) ? 'not known' : length === null ? 'never ends' : duration(length);
}

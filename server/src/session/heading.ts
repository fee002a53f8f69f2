import { type CastOptions, cast, doubtOf, optionsOf } from './cast';
import type { Clock, Lane, Run, Seconds, Window } from './clocks';
import { lifeOf } from './pings';
import { clockInSentence, duration, timePoint } from './words';

/** What a heading speaks of. */
export const ABOUT = ['workerStop', 'withoutData', 'keptAlive', 'orphanedData', 'unknown', 'fine'] as const;
export type About = (typeof ABOUT)[number];

/** The finding in words: what a run shows. */
export interface Heading {
  readonly about: About;
  readonly tone: 'danger' | 'warning' | 'ok';
  readonly heading: string;
  /** The line under it. */
  readonly line: string;
  /** Other clicks show a wider window: offer "Show it". */
  readonly offersWorst: boolean;
}

/** Heading and line of a run. When more than one thing goes wrong the first one speaks: that is when work is lost. */
export function heading(clocks: readonly Clock[], run: Run): Heading {
  const scene = sceneOf(clocks, run);
  const [window] = run.windows;
  const killer = serverCause(scene, scene.signInLane);
  const unknown = unknownHeading(scene);
  if (unknown) return unknown;
  if (killer) return workerStop(scene);
  if (window?.state === 'signedInNoData') return withoutData(scene, window);
  if (window && scene.hasPings && !scene.signIn?.pingRestarts) return keptAlive(window);
  if (window) return orphanedData(scene, window);
  return allFine(scene);
}

interface Scene {
  readonly run: Run;
  readonly clocks: readonly Clock[];
  readonly signIn: Clock | null;
  readonly data: Clock | null;
  readonly signInLane: Lane | undefined;
  readonly dataLane: Lane | undefined;
  readonly lastClick: number;
  readonly hasPings: boolean;
  readonly options: CastOptions;
}

function sceneOf(clocks: readonly Clock[], run: Run): Scene {
  const options = optionsOf(clocks, run);
  const { signIn, data } = cast(clocks, options);
  return {
    run,
    clocks,
    signIn,
    data,
    signInLane: run.lanes.find((lane) => lane.id === signIn?.id),
    dataLane: run.lanes.find((lane) => lane.id === data?.id),
    lastClick: run.requests.reduce((last, request) => (request.kind === 'click' ? request.at : last), 0),
    hasPings: run.pings !== null,
    options,
  };
}

/** Without the length of the sign-in or of the data no window can be told. */
function unknownHeading({ clocks, signInLane, dataLane, options }: Scene): Heading | null {
  const doubt = doubtOf(clocks, options);
  if (!doubt) return null;
  const [what, other, rest] =
    doubt.about === 'signIn'
      ? ['sign-in', dataLane, 'session data ends']
      : ['session data', signInLane, 'sign-in ends'];
  const end = other?.endsAt ?? null;
  return {
    about: 'unknown',
    tone: 'warning',
    heading: `When the ${what} ends is not known`,
    line: `${doubt.clock.name}: ${doubt.reason}.${end === null ? '' : ` The ${rest} at ${timePoint(end)}.`}`,
    offersWorst: false,
  };
}

/** What on the server ended this lane before its own time. */
function serverCause(scene: Scene, lane: Lane | undefined): Clock | undefined {
  if (!lane || lane.endCauses.includes(lane.id)) return undefined;
  return scene.clocks.find((clock) => clock.role === 'server' && lane.endCauses.includes(clock.id));
}

function workerStop(scene: Scene): Heading {
  const { signIn, clocks } = scene;
  const owner = clocks.find(({ id }) => id === signIn?.keysOf) ?? signIn;
  const keys = owner?.keys ?? 'The keys that protect the cookie';
  const at = timePoint(scene.signInLane?.endsAt ?? 0);
  return {
    about: 'workerStop',
    tone: 'danger',
    heading: 'Every worker stop signs everyone out',
    line: `${keys} are kept in memory only. At ${at} the cookie can no longer be read.`,
    offersWorst: false,
  };
}

function withoutData(scene: Scene, window: Window): Heading {
  const { data, signIn } = scene;
  const gap = window.to === null ? null : window.to - window.from;
  const when =
    window.to === null
      ? `From ${timePoint(window.from)} after sign-in on.`
      : `From ${timePoint(window.from)} to ${timePoint(window.to)} after sign-in.`;
  const early =
    data && !window.causes.includes(data.id) ? scene.clocks.find((clock) => window.causes.includes(clock.id)) : null;
  const why =
    early && data
      ? `${capital(nameAndLength(early))} ends the session data before its own ${lengthOf(data)} are over.`
      : signIn && data
        ? `${capital(nameAndLength(signIn))} outlives the session data (${lengthOf(data)}).`
        : '';
  return {
    about: 'withoutData',
    tone: 'danger',
    heading:
      gap === null
        ? 'The user stays signed in, but the session data is gone'
        : `For ${duration(gap)} the user is signed in, but the session data is gone`,
    line: `${when} ${why}`.trim(),
    offersWorst: isWorseElsewhere(scene, gap),
  };
}

function keptAlive(window: Window): Heading {
  const at = timePoint(window.from);
  return {
    about: 'keptAlive',
    tone: 'warning',
    heading: `The keep-alive page keeps the data, not the sign-in: signed out at ${at}`,
    line: `Pings restart the session data but never renew the auth cookie. Anything not saved by ${at} is lost.`,
    offersWorst: false,
  };
}

function orphanedData(scene: Scene, window: Window): Heading {
  const gap = window.to === null ? null : window.to - window.from;
  const idle = window.from - lastClickUntil(scene.run, window.from);
  const after = idle === 0 ? 'at the moment of a click' : `${duration(idle)} after the last click`;
  const left = gap === null ? 'while the session data never ends' : `${duration(gap)} before the session data ends`;
  const offersWorst = isWorseElsewhere(scene, gap);
  const worst = offersWorst ? ` Other times can leave a ${duration(scene.run.worst?.gap ?? null)} gap.` : '';
  return {
    about: 'orphanedData',
    tone: 'warning',
    heading: `Signed out ${after}, ${left}`,
    line: `${whyNotRenewed(scene)}${worst}`,
    offersWorst,
  };
}

/** Clicks of a user who is signed out already do not count. */
function lastClickUntil(run: Run, at: Seconds): Seconds {
  return run.requests.reduce((last, request) => (request.kind === 'click' && request.at <= at ? request.at : last), 0);
}

function whyNotRenewed({ run, signIn, hasPings }: Scene): string {
  const later = run.requests.filter((request) => request.kind === 'click' && request.at > 0 && signIn);
  const reached = later.filter((request) => [...request.renewed, ...request.kept].includes(signIn?.id ?? ''));
  if (signIn?.restart.on === 'never') return 'The sign-in has a fixed end: clicks do not renew it.';
  if (hasPings) return 'Neither a click nor a keep-alive request came in the cookie’s second half.';
  if (reached.length === 0) return 'There was no click that could renew the cookie.';
  if (reached.every((request) => request.kept.includes(signIn?.id ?? ''))) {
    return reached.length === 1
      ? 'The click came in the cookie’s first half, so it did not renew it.'
      : 'All clicks came in the cookie’s first half, so none renewed it.';
  }
  const last = reached[reached.length - 1];
  return last?.renewed.includes(signIn?.id ?? '')
    ? 'The session data outlives the cookie.'
    : 'The last click came in the cookie’s first half, so it did not renew it.';
}

function allFine({ run, signInLane, dataLane }: Scene): Heading {
  const none = { about: 'fine', tone: 'ok', offersWorst: false } as const;
  const end = signInLane?.endsAt ?? null;
  if (!dataLane) {
    const text = end === null ? 'The user stays signed in' : `Signed out at ${timePoint(end)}`;
    return { ...none, heading: text, line: 'There is no session data to lose.' };
  }
  if (end === null && dataLane.endsAt === null) {
    return {
      ...none,
      heading: 'Neither the sign-in nor the session data ends',
      line: 'Nothing in this run ends either of them.',
    };
  }
  return {
    ...none,
    heading: 'Sign-in and session data end together',
    line: 'No window in which one outlives the other.',
    offersWorst: run.worst !== null,
  };
}

function isWorseElsewhere({ run }: Scene, gap: number | null): boolean {
  if (!run.worst || gap === null) return false;
  return run.worst.gap === null || run.worst.gap > gap;
}

function nameAndLength(clock: Clock): string {
  const name = clockInSentence(clock.name);
  const article = clock.role !== 'server' && /^\p{L}/u.test(name) ? 'the ' : '';
  return `${article}${name} (${lengthOf(clock)})`;
}

function lengthOf(clock: Clock): string {
  const life = lifeOf(clock);
  return duration(life === Infinity ? null : life);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

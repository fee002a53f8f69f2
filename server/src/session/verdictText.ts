import { type Clock, isUnknown, type Range, type Seconds, type Unknown, type Verdict } from './clocks';
import { duration, durationRange } from './words';

type Numbers = Omit<Verdict, 'text'>;

/** The sentence about the worst over all click times. `data`: the clock of the data, if there is any. */
export function verdictText(numbers: Numbers, signIn: Clock | null, data: Clock | null): string {
  return [signOutText(numbers.signOut, signIn), ...(data ? restTexts(numbers) : [])].join('; ');
}

function signOutText({ least, most }: Range, signIn: Clock | null): string {
  if (isUnknown(least) && isUnknown(most)) return `When users are signed out is not known (${least.unknown})`;
  if (isUnknown(most))
    return `Signed out no sooner than ${least === 0 ? 'sign-in' : `${duration(least as number)} idle`}, the latest is not known (${most.unknown})`;
  if (isUnknown(least))
    return `Signed out after ${duration(most)} idle at the latest, the soonest is not known (${least.unknown})`;
  if (least === null) return 'Never signed out by being idle';
  if (least === 0 && most !== null && signIn?.restart.on === 'never') {
    return `Signed out ${duration(most)} after sign-in, clicks or not`;
  }
  return `Signed out after ${durationRange(least, most)} idle`;
}

/** The windows; where nothing is known of the sign-in there are none to tell, but the data still ends. */
function restTexts(numbers: Numbers): string[] {
  if (isUnknown(numbers.signOut.least) && isUnknown(numbers.signOut.most)) return [dataText(numbers.dataLoss)];
  const { signedInWithoutData, dataWithoutSignIn } = numbers;
  const texts: string[] = [];
  if (isUnknown(signedInWithoutData))
    texts.push(`how long signed in without session data is not known (${signedInWithoutData.unknown})`);
  else if (signedInWithoutData === null) texts.push('then signed in without session data, with no end');
  else if (signedInWithoutData > 0) texts.push(`up to ${duration(signedInWithoutData)} signed in without session data`);
  if (isUnknown(dataWithoutSignIn)) texts.push('how long session data is left after sign-out is not known');
  else if (dataWithoutSignIn === null) texts.push('session data left after sign-out, with no end');
  else if (dataWithoutSignIn > 0)
    texts.push(`up to ${duration(dataWithoutSignIn)} of session data left after sign-out`);
  return texts.length > 0 ? texts : ['the session data never outlives the sign-in, nor the sign-in the data'];
}

function dataText({ least, most }: Range): string {
  if (isUnknown(least)) return `nor is when session data ends (${least.unknown})`;
  if (isUnknown(most))
    return `session data ends no sooner than ${duration(least)} idle, the latest is not known (${most.unknown})`;
  if (least === null) return 'session data does not end by being idle';
  return `session data ends after ${durationRange(least, most)} idle`;
}

/** In a lens or the status bar. */
export const MOST_CHARACTERS = 60;

/** The verdict in at most so many characters: what is worst first, whatever else there is room for. */
export function shortVerdict(numbers: Numbers, most = MOST_CHARACTERS): string {
  const signOut = shortSignOut(numbers.signOut);
  const windows = shortWindows(numbers);
  const first = windows.slice(0, 1);
  const alone = windowTexts(numbers).slice(0, 1);
  const choices = [[signOut, ...windows], [signOut, ...first], alone, windows, first, [signOut]];
  const fitting = choices.map((parts) => capital(parts.join('; '))).find((text) => text !== '' && text.length <= most);
  return fitting ?? `${signOut.slice(0, Math.max(0, most - 1))}…`;
}

function shortSignOut({ least, most }: Range): string {
  if (isUnknown(least) && isUnknown(most)) return 'Sign-out not known';
  if (isUnknown(most)) return `Signed out no sooner than ${duration(least as Seconds | null)} idle`;
  if (isUnknown(least)) return `Signed out after ${duration(most)} idle at the latest`;
  if (least === null) return 'Never signed out by being idle';
  if (least === 0 && most !== null) return `Signed out ${duration(most)} after sign-in`;
  return `Signed out after ${durationRange(least, most)} idle`;
}

function shortWindows({ signOut, dataLoss, signedInWithoutData, dataWithoutSignIn }: Numbers): string[] {
  if (isUnknown(signOut.least) && isUnknown(signOut.most))
    return typeof dataLoss.least === 'number' && !isUnknown(dataLoss.most)
      ? [`session data ends after ${durationRange(dataLoss.least, dataLoss.most)}`]
      : [];
  return [...shortWindow(signedInWithoutData, 'without data'), ...shortWindow(dataWithoutSignIn, 'data left')];
}

/** The windows for who reads nothing else. */
function windowTexts({ signedInWithoutData, dataWithoutSignIn }: Numbers): string[] {
  const text = (length: Seconds | null | Unknown, what: string) =>
    length === null || length === 0 || isUnknown(length) ? [] : [`up to ${duration(length)} ${what}`];
  return [
    ...text(signedInWithoutData, 'signed in without data'),
    ...text(dataWithoutSignIn, 'of data left after sign-out'),
  ];
}

function shortWindow(length: Seconds | null | Unknown, what: string): string[] {
  if (length === 0 || isUnknown(length)) return [];
  return [length === null ? `no end ${what}` : `${duration(length)} ${what}`];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

import { type Clock, isUnknown } from '../session/clocks';
import type { SettingsReader } from '../settings/reader';
import { type CodeFact, codeFactsOf, placeName } from '../site/aspnet/codeFacts';
import { ASPNET } from '../site/aspnet/key';
import type { ClockInput, ClockSource } from './source';

/**
 * What code says against the files: it is not carried out here, so what it sets is not known, and the place is named.
 */
export const inCode: ClockSource = {
  id: 'inCode',
  claims: ({ view }) => view.site.has(ASPNET) && codeFactsOf(view.site).length > 0,
  clocks: (input, below) => below.map((clock) => contradicted(input, clock)),
};

function contradicted(input: ClockInput, clock: Clock): Clock {
  const facts = codeFactsOf(input.view.site);
  if (clock.decides === 'signIn') return signInBy(input, clock, facts);
  if (clock.id === 'sessionData' || clock.id === 'classicAspSession') {
    const [fact] = timeoutsAgainst(clock, facts);
    return fact ? notCertain(input, clock, fact, `${placeName(fact)} sets Session.Timeout`) : clock;
  }
  return clock;
}

/** Assignments to `Session.Timeout` that do not say what the file says: of ASP pages, or of ASP.NET. */
export function timeoutsAgainst({ id, length }: Pick<Clock, 'id' | 'length'>, facts: readonly CodeFact[]): CodeFact[] {
  return facts.filter(
    ({ kind, file, minutes }) =>
      kind === 'sessionTimeout' &&
      /\.as[ap]$/i.test(file.path) === (id === 'classicAspSession') &&
      (minutes === undefined || minutes * 60 !== length),
  );
}

/** Tickets that are made with another end than the one `<forms>` gives them. */
export function ticketsAgainst(settings: SettingsReader, facts: readonly CodeFact[]): CodeFact[] {
  const { seconds } = settings.get('system.web/authentication/forms/@timeout');
  return facts.filter(({ kind, minutes }) => kind === 'ticket' && (minutes === undefined || minutes * 60 !== seconds));
}

function signInBy(input: ClockInput, clock: Clock, facts: readonly CodeFact[]): Clock {
  const first = (kind: CodeFact['kind']) => facts.find((fact) => fact.kind === kind);
  if (input.settings.get('system.web/authentication/@mode').value === 'Forms') {
    const [ticket] = ticketsAgainst(input.settings, facts);
    if (!ticket) return clock;
    return notCertain(input, clock, ticket, `${placeName(ticket)} makes a ticket with an end of its own`);
  }
  const reissue = clock.restart.on === 'never' && !isUnknown(clock.length) ? first('reissue') : undefined;
  if (reissue) return notCertain(input, clock, reissue, `${placeName(reissue)} writes the token anew`);
  const owin = facts.find(({ name }) => name === 'UseCookieAuthentication') ?? first('owin');
  if (!owin || typeof clock.length === 'number') return clock;
  return notCertain(input, clock, owin, `sign-in is set up in code: ${owin.name} at ${placeName(owin)}`);
}

function notCertain({ cite }: ClockInput, clock: Clock, fact: CodeFact, reason: string): Clock {
  const lost = clock.sources.map((source) =>
    source.status === 'effective' ? { ...source, status: 'overridden' as const } : source,
  );
  return { ...clock, length: { unknown: reason }, sources: [...lost, cite.code(fact.file, fact.span, fact.name)] };
}

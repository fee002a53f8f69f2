import { derived } from '../../derived';
import { nameOf } from '../../files/paths';
import { codeOfPage, codeOnly } from '../../syntax/codeText';
import type { Span } from '../../syntax/text';
import { linesOf, type ParsedFile } from '../parsed';
import type { Site } from '../site';
import { ASPNET } from './key';

/** Something that code does to the clocks of a site, whatever its files of configuration say. */
export interface CodeFact {
  readonly kind: /** `Session.Timeout = …`: how long the session it is said to lives (`HttpSessionState.Timeout`). */
    | 'sessionTimeout'
    /** A forms ticket with an end of its own; `forms/@timeout` is not asked. */
    | 'ticket'
    /** A sign-in of OWIN: `UseCookieAuthentication` and its relatives. */
    | 'owin'
    /** WIF writes the session token anew: `ReissueCookie`, which makes it slide. */
    | 'reissue';
  readonly file: ParsedFile;
  readonly span: Span;
  /** As it is called: `Session.Timeout`, `UseCookieAuthentication`. */
  readonly name: string;
  /** The length in minutes, where it is written there as a number. */
  readonly minutes?: number;
}

/** What the code of an application says of its clocks, file by file. */
export function codeFactsOf(site: Site): readonly CodeFact[] {
  return derived(site, findFacts);
}

/** `Global.asax:12` */
export function placeName({ file, span }: CodeFact): string {
  return `${nameOf(file.path)}:${linesOf(file).positionAt(span.start).line + 1}`;
}

function findFacts(site: Site): readonly CodeFact[] {
  return (site.part(ASPNET)?.code ?? []).flatMap((file) => derived(file, factsIn));
}

/** Cheap to ask of any file: most say nothing of the kind. */
const SUSPECT = /Session\s*\.\s*Timeout|FormsAuthenticationTicket|\bUse\w+|ReissueCookie/i;

function factsIn(file: ParsedFile): readonly CodeFact[] {
  if (!SUSPECT.test(file.text)) return [];
  const code = codeIn(file);
  return [...sessionTimeouts(file, code), ...tickets(file, code), ...named(file, code)].sort(
    (a, b) => a.span.start - b.span.start,
  );
}

function codeIn({ path, text }: ParsedFile): string {
  if (/\.cs$/i.test(path)) return codeOnly(text, 'csharp');
  if (/\.vb$/i.test(path)) return codeOnly(text, 'basic');
  return codeOfPage(text, /\.as[ap]$/i.test(path) ? 'basic' : 'csharp');
}

function sessionTimeouts(file: ParsedFile, code: string): CodeFact[] {
  return [...code.matchAll(/\bSession\s*\.\s*Timeout\s*=(?![=>])[ \t]*(\d+(?![\w.]))?/gi)].map((match) => ({
    kind: 'sessionTimeout',
    file,
    span: { start: match.index, end: match.index + match[0].trimEnd().length },
    name: 'Session.Timeout',
    ...(match[1] !== undefined && { minutes: Number(match[1]) }),
  }));
}

function tickets(file: ParsedFile, code: string): CodeFact[] {
  return [...code.matchAll(TICKET)].flatMap((match): CodeFact[] => {
    const start = match.index;
    const end = start + match[0].length;
    const life = lifeOf(argumentsFrom(code, end), code.slice(0, start));
    if (life === undefined || FROM_FILE.test(life)) return [];
    const minutes = minutesIn(life);
    const span = { start, end: end - 1 };
    return [
      { kind: 'ticket', file, span, name: 'FormsAuthenticationTicket', ...(minutes !== undefined && { minutes }) },
    ];
  });
}

const TICKET = /\bnew\s+(?:[\w.]+\.)?FormsAuthenticationTicket\s*\(|\bFormsAuthenticationTicket\s+\w+\s*=\s*new\s*\(/gi;

/** The length of `<forms>` itself, or the end of the ticket that this one replaces. */
const FROM_FILE = /\bforms\w*\s*\.\s*Timeout\b|\.\s*Expiration\b/i;

/**
 * What decides the end: (version, name, issued, expires, persistent, userData[, path]) or (name, persistent, minutes).
 * A name stands for what was assigned to it last.
 */
function lifeOf(given: readonly string[], before: string): string | undefined {
  const named = given.find((one) => /^\s*(?:expiration|timeout)\s*:/.test(one))?.replace(/^[^:]*:/, '');
  const life = named ?? (given.length >= 6 ? given[3] : given.length === 3 ? given[2] : undefined);
  const name = life === undefined ? undefined : /^\s*([A-Za-z_]\w*)\s*$/.exec(life)?.[1];
  if (name === undefined) return life;
  return [...before.matchAll(new RegExp(`\\b${name}\\s*=(?![=>])([^;\\r\\n]*)`, 'g'))].at(-1)?.[1] ?? life;
}

const UNITS: Readonly<Record<string, number>> = { Minutes: 1, Hours: 60, Days: 1440 };

/** `30`, `DateTime.Now.AddMinutes(30)` */
function minutesIn(life: string): number | undefined {
  const plain = /^\s*(\d+)\s*$/.exec(life);
  if (plain) return Number(plain[1]);
  const added = /\bNow\s*\.\s*Add(Minutes|Hours|Days)\s*\(\s*(\d+)\s*\)\s*$/.exec(life);
  return added ? Number(added[2]) * UNITS[added[1]!]! : undefined;
}

/** Arguments up to the closing bracket, as far as there is one. */
function argumentsFrom(code: string, start: number): string[] {
  const given: string[] = [];
  let depth = 0;
  let from = start;
  for (let at = start; at < code.length; at++) {
    const letter = code[at]!;
    if ('([{'.includes(letter)) depth++;
    else if (letter === ',' && depth === 0) {
      given.push(code.slice(from, at));
      from = at + 1;
    } else if (')]}'.includes(letter) && depth-- === 0) return [...given, code.slice(from, at)];
  }
  return [];
}

/** Extension methods of IAppBuilder that sign users in (Microsoft.Owin.Security.*, Sustainsys.Saml2.Owin). */
const OWIN =
  /\.\s*(Use(?:Cookie|OpenIdConnect|WsFederation|Saml2|KentorAuthServices|JwtBearer|OAuthBearer|OAuthBearerTokens|ActiveDirectoryFederationServicesBearer|WindowsAzureActiveDirectoryBearer|IdentityServerBearerToken)(?:Authentication|Tokens)?)\s*(?=\()/g;

function named(file: ParsedFile, code: string): CodeFact[] {
  const fact = (kind: CodeFact['kind'], match: RegExpExecArray, name: string): CodeFact => {
    const start = match.index + match[0].indexOf(name);
    return { kind, file, span: { start, end: start + name.length }, name };
  };
  return [
    ...[...code.matchAll(OWIN)].map((match) => fact('owin', match, match[1]!)),
    ...[...code.matchAll(/\bReissueCookie\s*=\s*true\b/gi)].map((match) => fact('reissue', match, 'ReissueCookie')),
  ];
}

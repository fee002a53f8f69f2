import { APPLICATION_HOST_LEVEL, type Container } from './chain';
import type { ConfigProblem, Place } from './problem';
import { isIisSection, type SectionFacts } from './sections';
import { type ConfigElement, placeOf, tagOf } from './source';

/**
 * Whether a section may stand where it stands: level (`allowDefinition`), `<location>` (`allowLocation`) and locks
 * (`allowOverride`, `overrideMode`, `overrideModeDefault`). One per section and merge; inputs come weakest first.
 */
export interface Admission {
  /** The broken rule, if there is one: the input does not count then. */
  admit(container: Container, element: ConfigElement): ConfigProblem | undefined;
}

/** A `<location>` that said something about locks for the levels from `level` on, binding files below `fileLevel`. */
interface Mode {
  readonly fileLevel: number;
  readonly mode: 'Allow' | 'Deny';
  readonly place: Place;
  readonly layer: string;
}

export function admissionOf(path: string, facts: SectionFacts, hasApplicationHost: boolean): Admission {
  const modes: Mode[] = [];
  const lockedByDefault = facts.overrideModeDefault === 'Deny' && (hasApplicationHost || !isIisSection(path));
  return {
    admit(container, element) {
      const problem =
        levelProblem(path, facts, container, element) ??
        locationProblem(path, facts, container, element) ??
        lockProblem(path, modes, lockedByDefault && !isOwnDeclaration(facts, container), container, element);
      const mode = container.location?.overrideMode;
      if (!problem && mode && mode !== 'Inherit')
        modes.push({
          fileLevel: container.fileLevel,
          mode,
          place: tagOf(container.location.element),
          layer: container.layer.name,
        });
      return problem;
    },
  };
}

function levelProblem(
  path: string,
  facts: SectionFacts,
  { layer, level, fileLevel, location }: Container,
  element: ConfigElement,
): ConfigProblem | undefined {
  const { allowDefinition } = facts;
  const allowed = {
    Everywhere: true,
    MachineOnly: level.number === 0,
    MachineToWebRoot: level.number <= 1,
    MachineToRootWeb: level.number <= 1,
    AppHostOnly: fileLevel <= APPLICATION_HOST_LEVEL,
    MachineToApplication: level.atApplication,
  }[allowDefinition];
  if (allowed !== false) return undefined;
  const name = `\`<${path.slice(path.lastIndexOf('/') + 1)}>\``;
  const where = location ? `for "${level.path || location.path}"` : `in ${layer.name}`;
  const [origin] = element.origins;
  const fixes =
    origin && element.origins.length === 1
      ? [{ title: `Remove ${name.replace(/`/g, '')}`, edits: [{ ...placeOf(origin), text: '' }] }]
      : undefined;
  if (allowDefinition !== 'MachineToApplication') {
    const only = {
      MachineOnly: 'machine.config',
      MachineToWebRoot: "machine.config and the server's web.config",
      MachineToRootWeb: "machine.config and the server's web.config",
      AppHostOnly: 'applicationHost.config',
    }[allowDefinition as 'MachineOnly'];
    const cost = isIisSection(path) ? 'IIS answers 500.19' : 'the site does not start';
    const message = `${name} may stand only in ${only}: ${where}, ${cost}. Move it there.`;
    return { code: 'section-not-allowed-here', severity: 'error', ...tagOf(element), message, fixes };
  }
  const cost = isIisSection(path)
    ? 'IIS answers 500.19'
    : `every request is refused ("allowDefinition='MachineToApplication' beyond application level")`;
  const folder = level.path ?? '';
  // Views are compiled and never requested: IIS does not read what stands there, and ASP.NET reads its own sections only.
  if (isIisSection(path) && !location && /(?:^|\/)views$/i.test(folder))
    return {
      code: 'section-not-allowed-here',
      severity: 'information',
      ...tagOf(element),
      message: `${name} counts for a whole application: ${where} nobody reads it, as views are never requested. Move it to the application's web.config, or remove it.`,
      fixes,
    };
  return {
    code: 'section-not-allowed-here',
    // Whether a folder is an application is known only from IIS.
    severity: level.certain ? 'error' : 'warning',
    ...tagOf(element),
    message: `${name} counts for a whole application: ${where} ${cost}${level.certain ? '' : `, unless IIS runs "${folder}" as an application of its own`}. Move it to the application's web.config, or remove it.`,
    fixes,
  };
}

function locationProblem(
  path: string,
  facts: SectionFacts,
  { location }: Container,
  element: ConfigElement,
): ConfigProblem | undefined {
  if (!location || facts.allowLocation || facts.read === 'ignored') return undefined;
  return {
    code: 'section-not-in-location',
    severity: 'error',
    ...tagOf(element),
    message: `\`<${path.slice(path.lastIndexOf('/') + 1)}>\` may not stand in \`<location>\`: ASP.NET refuses the section. Move it out of the \`<location>\`.`,
  };
}

function lockProblem(
  path: string,
  modes: readonly Mode[],
  lockedByDefault: boolean,
  { layer, fileLevel }: Container,
  element: ConfigElement,
): ConfigProblem | undefined {
  let lock: Mode | undefined;
  // Only files above bind, and of those the one that spoke last: the nearest.
  for (const mode of modes) if (mode.fileLevel < fileLevel) lock = mode;
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (lock?.mode === 'Deny')
    return {
      code: 'section-locked',
      severity: 'error',
      ...tagOf(element),
      message: `\`<${name}>\` is locked by a \`<location>\` of ${lock.layer}: mentioning it in ${layer.name} is an error, even with equal values. Remove it here, or unlock it there.`,
      related: [{ ...lock.place, message: 'Locked here' }],
    };
  if (lock || !lockedByDefault) return undefined;
  const message = isIisSection(path)
    ? `\`<${name}>\` is locked by the server (overrideModeDefault="Deny"): IIS answers 500.19 (0x80070021). Set it in applicationHost.config, or unlock it there with \`<location overrideMode="Allow">\`.`
    : `\`<${name}>\` is locked where it is declared (overrideModeDefault="Deny"): ASP.NET refuses the section here. Set it there, or unlock it with \`<location overrideMode="Allow">\`.`;
  return { code: 'section-locked', severity: 'error', ...tagOf(element), message };
}

/** The file that declares a section is never locked by its default; for IIS's sections that is applicationHost.config. */
function isOwnDeclaration(facts: SectionFacts, { layer, fileLevel }: Container): boolean {
  return facts.declaredIn === undefined ? fileLevel <= APPLICATION_HOST_LEVEL : facts.declaredIn === layer.source.file;
}

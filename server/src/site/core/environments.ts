import type { ConfigPlace } from '../../config/appsettings/provider';
import { nameOf } from '../../files/paths';
import { JSON_FILE } from '../../syntax/json/kind';
import type { JsonNode } from '../../syntax/json/parse';
import { attributeOf, childElements } from '../../syntax/xml/navigate';
import type { XmlElement } from '../../syntax/xml/tree';
import { type ParsedFile, xmlOf } from '../parsed';

/** A variable that web.config sets for the process of the site. */
export interface Variable {
  readonly name: string;
  readonly value: string;
  readonly place: ConfigPlace;
  readonly layer: string;
}

/** `system.webServer/aspNetCore/environmentVariables`, wherever it stands in `<location>`. */
export function variablesOf(webConfig: ParsedFile | undefined): readonly Variable[] {
  if (!webConfig) return [];
  const found: Variable[] = [];
  const visit = (element: XmlElement, inside: boolean): void => {
    if (inside && element.name === 'environmentVariable') {
      const name = attributeOf(element, 'name');
      const value = attributeOf(element, 'value');
      if (name && value)
        found.push({
          name: name.value,
          value: value.value,
          place: { path: webConfig.path, start: value.valueStart, end: value.valueEnd },
          layer: 'web.config',
        });
    }
    for (const child of childElements(element)) visit(child, inside || element.name === 'aspNetCore');
  };
  for (const root of childElements(xmlOf(webConfig))) visit(root, false);
  return found;
}

const ENVIRONMENT = /^(?:ASPNETCORE|DOTNET)_ENVIRONMENT$/i;

/** The environment that web.config sets. */
export function environmentIn(variables: readonly Variable[]): string | undefined {
  return variables.findLast(({ name }) => ENVIRONMENT.test(name))?.value;
}

/** Every environment that some file names, the usual ones first. */
export function environmentNames(
  settings: readonly ParsedFile[],
  launch: ParsedFile | undefined,
  own: string,
): readonly string[] {
  const names = ['Production', 'Development', own];
  for (const { path } of settings) {
    const name = /^appsettings\.(.+)\.json$/i.exec(nameOf(path))?.[1];
    if (name && !/\./.test(name)) names.push(name);
  }
  if (launch) collect(launch.tree(JSON_FILE).root, names);
  const seen = new Set<string>();
  return names.filter((name) => !seen.has(name.toLowerCase()) && seen.add(name.toLowerCase()));
}

/** Values of `ASPNETCORE_ENVIRONMENT` in the profiles of launchSettings.json. */
function collect(node: JsonNode | undefined, names: string[]): void {
  for (const child of node?.children ?? []) {
    const [key, value] = child.type === 'property' ? (child.children ?? []) : [];
    if (key && value?.type === 'string' && ENVIRONMENT.test(String(key.value))) names.push(String(value.value));
    else collect(child, names);
  }
}

import type { RuleInput } from '../../rule';

/**
 * The connection string of session state in SQL Server: as it stands, or the entry of connectionStrings that it names
 * (SqlSessionStateStore). It may hold a password: it is looked at and never shown. Undefined where it is not known.
 */
export function sessionDatabaseOf({ settings }: Pick<RuleInput, 'settings'>): string | undefined {
  if (settings.get('system.web/sessionState/@mode').value !== 'SQLServer') return undefined;
  const literal = settings.element('system.web/sessionState')?.attributes.get('sqlConnectionString')?.literal;
  if (typeof literal !== 'string') return undefined;
  const named = settings
    .element('connectionStrings')
    ?.children.find(({ key }) => key?.toLowerCase() === literal.toLowerCase());
  const found = named ? named.attributes.get('connectionString')?.literal : literal;
  return typeof found === 'string' ? found : undefined;
}

/** The value of the first of some keywords in a connection string (DbConnectionOptions: without case, blanks inside). */
export function keywordIn(connection: string, ...names: readonly string[]): string | undefined {
  for (const part of connection.split(';')) {
    const [name, ...value] = part.split('=');
    if (value.length > 0 && names.includes(name!.trim().toLowerCase())) return value.join('=').trim();
  }
  return undefined;
}

export const SERVER = ['data source', 'server', 'address', 'addr', 'network address'];
export const DATABASE = ['initial catalog', 'database'];

import { setSetting } from '../edits';
import { placeOfSetting } from '../places';
import { rule } from '../rule';
import { DATABASE, keywordIn, sessionDatabaseOf } from './shared/sessionDatabase';

const CONNECTION = 'system.web/sessionState/@sqlConnectionString';
const ALLOW = 'system.web/sessionState/@allowCustomSqlDatabase';

export default rule({
  id: 'session-database-refused',
  severity: 'error',
  system: 'aspnet',
  title: 'Session database that is not allowed',
  explains:
    'Session state in SQL Server uses the database ASPState, or tempdb behind it. A connection string that names one of its own is refused unless allowCustomSqlDatabase is true: the first request that needs a session fails.',
  source: 'SqlSessionStateStore: No_database_allowed_in_sqlConnectionString (.NET Framework 4.8)',
  fixable: true,
  check(input, report) {
    const connection = sessionDatabaseOf(input);
    const allowed = input.settings.get(ALLOW).value;
    if (connection === undefined || allowed !== 'false' || keywordIn(connection, ...DATABASE) === undefined) return;
    const at = placeOfSetting(input, CONNECTION);
    if (!at) return;
    const edits = setSetting(input, ALLOW, 'true');
    report({
      at,
      message:
        'The connection string names a database of its own, and `allowCustomSqlDatabase` is not true: the first request that needs a session fails. Write allowCustomSqlDatabase="true", or take the database out of it.',
      fixes: edits ? [{ title: 'Keep sessions in that database: allowCustomSqlDatabase="true"', edits }] : [],
    });
  },
  examples: {
    bad: `
      <configuration>
        <system.web>
          <sessionState mode="SQLServer" sqlConnectionString="Server=sql01;Database=ShopState;Integrated Security=SSPI" />
        </system.web>
      </configuration>`,
    good: `
      <configuration>
        <system.web>
          <sessionState mode="SQLServer" allowCustomSqlDatabase="true" sqlConnectionString="Server=sql01;Database=ShopState;Integrated Security=SSPI" />
        </system.web>
      </configuration>`,
  },
});

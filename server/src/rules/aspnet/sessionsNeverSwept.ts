import { placeOfSetting } from '../places';
import { rule } from '../rule';
import { keywordIn, SERVER, sessionDatabaseOf } from './shared/sessionDatabase';

export default rule({
  id: 'sessions-never-swept',
  severity: 'information',
  system: 'aspnet',
  title: 'Session database whose expired sessions stay',
  explains:
    'In SQL Server a session ends only when a job of the SQL Server Agent, run every minute, deletes its row: whoever reads a row that is past its time and still there has the session back. SQL Server Express and LocalDB have no Agent, so sessions never end there and the table only grows.',
  source: 'InstallSqlState.sql: ASPState_Job_DeleteExpiredSessions; editions of SQL Server',
  fixable: false,
  check(input, report) {
    const connection = sessionDatabaseOf(input);
    const server = connection === undefined ? undefined : keywordIn(connection, ...SERVER);
    if (server === undefined || !/\\SQLEXPRESS\b|\(localdb\)/i.test(server)) return;
    const at = placeOfSetting(input, 'system.web/sessionState/@sqlConnectionString');
    if (at)
      report({
        at,
        message:
          'SQL Server Express has no Agent, whose job deletes expired sessions every minute: here they never end, whatever the timeout is. Call DeleteExpiredSessions from a task of Windows, or use another edition.',
      });
  },
  examples: {
    bad: `
      <configuration>
        <system.web>
          <sessionState mode="SQLServer" sqlConnectionString="Server=.\\SQLEXPRESS;Integrated Security=SSPI" />
        </system.web>
      </configuration>`,
    good: `
      <configuration>
        <system.web>
          <sessionState mode="SQLServer" sqlConnectionString="Server=sql01;Integrated Security=SSPI" />
        </system.web>
      </configuration>`,
  },
});

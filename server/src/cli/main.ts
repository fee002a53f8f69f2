import { type Arguments, COMMANDS, type Command, readArguments, UsageError } from './arguments';
import { check } from './check';
import { effective } from './effective';
import { history } from './history';
import type { Streams } from './output';
import { listRules } from './rules';
import { listSettings } from './settings';
import { simulate } from './simulate';
import { listSites } from './sites';
import { timeline } from './timeline';
import { transform } from './transform';
import { VERSION } from './version';

type Run = (args: Arguments, cwd: string, streams: Streams) => Promise<number>;

/** Starts the language server; set by the entry point, since it takes over standard input and output. */
export type StartServer = () => Promise<never>;

const HELP = `session-timeline: which timeout logs users out or loses their work, and when

  check PATH...        findings; --format text|json|sarif|github, --fail-on error|warning|information|hint|never,
                       --fix makes the safe fixes, --fix-rule ID the first one of a rule too, --dry-run shows a diff
  timeline PATH...     what happens to a user; --clicks 0,4,16 --remember --ping 15 --other-users --format text|json;
                       of an IdentityServer: --active CLIENT=0-20 (may be repeated), --visit 5, --sign-out 30
  settings PATH...     effective values and who decided them; --format text|json
  sites PATH...        sites, variants and the files that make them; --format text|json
  rules                every rule; --format text|json
  effective PATH       the configuration of a variant as one document; --section sitecore, --output FILE
  transform SOURCE XDT the transformed file; --output FILE
  history PATH XPATH   every file that touched a node; --format text|json
  simulate [FILE]      the session model alone: a scenario in JSON a line in, its answers out
  lsp --stdio          the language server

Where there is a PATH: --variant NAME|all, --application-host FILE, --role A,B, --rule name=value, --sitecore-version V,
--sitecore-stock PATH (the installation that a solution is copied into: a web root, its App_Config or a saved ShowConfig
page), --allow-empty (a PATH without any site is clean). Everywhere: --help, --version. Flags stand before or after paths.
Exit codes: 0 clean or done, 1 findings or a transform that failed, 2 could not run.
`;

/** Runs one command line. @returns the exit code. Never throws for what a user can do wrong. */
export async function main(
  argv: readonly string[],
  cwd: string,
  streams: Streams,
  startServer: StartServer,
): Promise<number> {
  const commands: Partial<Record<Command, Run>> = {
    check,
    timeline,
    settings: listSettings,
    sites: listSites,
    rules: listRules,
    effective,
    transform,
    history,
    simulate,
    lsp: (args) => serve(args, startServer),
  };
  try {
    const args = readArguments(argv);
    if (args.version) {
      streams.out(`${VERSION}\n`);
      return 0;
    }
    if (args.help) {
      streams.out(HELP);
      return 0;
    }
    if (!args.command) throw new UsageError(`Say what to do: ${COMMANDS.join(', ')}. --help says more.`);
    const run = commands[args.command];
    if (!run) throw new UsageError(`"${args.command}" comes with a later version.`);
    return await run(args, cwd, streams);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    streams.error(`session-timeline: ${message.split('\n')[0]}\n`);
    return 2;
  }
}

async function serve(args: Arguments, startServer: StartServer): Promise<never> {
  if (!args.given('stdio')) throw new UsageError('lsp needs --stdio: the server talks over standard input and output.');
  return startServer();
}

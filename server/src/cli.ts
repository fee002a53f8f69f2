import { main } from './cli/main';

const streams = {
  out: (text: string | Uint8Array) => void process.stdout.write(text),
  error: (text: string) => void process.stderr.write(text),
  colour: process.stdout.isTTY === true && !process.env.NO_COLOR,
};

/** The server reads standard input until its client leaves; there is no result to wait for. */
async function startServer(): Promise<never> {
  await import('./main.node');
  return new Promise(() => undefined);
}

void main(process.argv.slice(2), process.cwd(), streams, startServer).then((code) => {
  process.exitCode = code;
});

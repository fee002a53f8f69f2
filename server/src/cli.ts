import { main } from './cli/main';
import { readModule } from './files/modules';
import { provideCSharp } from './syntax/csharp/kind';

provideCSharp(readModule);

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

// Whoever reads may have enough (`| head`); that is no fault. A full disk is one.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') streams.error(`session-timeline: the result cannot be written (${error.code}).\n`);
  process.exit(error.code === 'EPIPE' ? 0 : 2);
});

void main(process.argv.slice(2), process.cwd(), streams, startServer).then((code) => {
  process.exitCode = code;
});

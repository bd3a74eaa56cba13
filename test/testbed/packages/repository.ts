// A loopback HTTP server over repository folders; its access log proves what a package manager fetched and what not.
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join, normalize } from 'node:path';
import { pipeline } from 'node:stream/promises';

export interface Request {
  /** The host that asked: the first part of the path, so that hosts tested side by side can be told apart. */
  id: string;
  /** Below the host's prefix, as in `tiny/pool/tiny-big_1.0_all.deb`. */
  path: string;
  status: number;
  /** Of the body, as handed to the kernel: a client that goes away has read at most so many. */
  bytes: number;
  /** Milliseconds since the epoch, the clock of `date +%s%3N` in every host. */
  time: number;
}

export interface Repository {
  url: string;
  log: readonly Request[];
  /** The text of the host's sources.list. `folders` beyond `tiny`: the suites of ensureRealPackages. */
  sources(id: string, folders?: readonly string[]): string;
  /** Bytes of .deb and .rpm files alone, within the time given. */
  bytesFetched(id: string, during?: { from: number; to: number }): number;
  close(): Promise<void>;
}

/** Serves the folders as one: a path is looked for in each in turn. */
export async function startRepository(...dirs: readonly string[]): Promise<Repository> {
  const log: Request[] = [];
  const server = createServer((request, response) => void serve(dirs, log, request, response));
  // apt keeps its connection open; a host that hangs must not keep the test run from ending.
  server.keepAliveTimeout = 1000;
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the repository has no port');
  const url = `http://127.0.0.1:${String(address.port)}`;
  return {
    url,
    log,
    sources: (id, folders = ['tiny']) =>
      folders.map((folder) => `deb [trusted=yes] ${url}/${id}/ ${folder}/\n`).join('') + `deb-src [trusted=yes] ${url}/${id}/ tiny/\n`,
    bytesFetched: (id, during = { from: 0, to: Infinity }) =>
      log
        .filter((entry) => entry.id === id && isPackage(entry.path) && entry.time >= during.from && entry.time <= during.to)
        .reduce((sum, entry) => sum + entry.bytes, 0),
    close: () =>
      new Promise((resolve) => {
        server.close(() => { resolve(); });
        server.closeAllConnections();
      }),
  };
}

function isPackage(path: string): boolean {
  return path.includes('/pool/') && /\.(deb|rpm)$/.test(path);
}

async function serve(dirs: readonly string[], log: Request[], request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [, id = '', ...rest] = normalize(decodeURIComponent((request.url ?? '/').replace(/\?.*/, ''))).split('/');
  const entry: Request = { id, path: rest.join('/'), status: 404, bytes: 0, time: Date.now() };
  log.push(entry);
  const file = dirs.map((dir) => join(dir, entry.path)).find(isFile);
  if (!file) return void response.writeHead(404).end();
  entry.status = 200;
  response.writeHead(200, { 'Content-Length': statSync(file).size, 'Last-Modified': statSync(file).mtime.toUTCString() });
  if (request.method === 'HEAD') return void response.end();
  const counted = async function* (source: AsyncIterable<Buffer>) {
    for await (const chunk of source) {
      entry.bytes += chunk.length;
      yield chunk;
    }
  };
  // A client that hangs up is what a refusal in mid-download looks like, not a fault.
  await pipeline(createReadStream(file), counted, response).catch(() => undefined);
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

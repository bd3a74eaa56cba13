// What the tests of refusals on a writable overlay share.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** `say NAME COMMAND…` prints NAME, the exit code, and our own lines; the rest goes to standard error. */
export const SAY = `say() {
  name=$1; shift
  "$@" </dev/null >/run/said 2>&1
  echo "$name $?"
  grep -E '^(error|notice|hint|warning): ' /run/said
  cat /run/said >&2
}`;

/** `offer` and `offered`: packages by the names of real ones. */
export const OFFER = readFileSync(join(import.meta.dirname, 'offer.sh'), 'utf8');

/** `allow KEY`: the configuration that lets one kind of plan through. */
export const ALLOW = "allow() { mkdir -p /etc/apt-image-based; printf '[allow]\\n%s = true\\n' \"$1\" >/etc/apt-image-based/config.toml; }";

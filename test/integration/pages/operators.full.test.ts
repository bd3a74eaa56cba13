// docs/operators.md: the day with an overlay, block after block, as somebody would paste them.
import { expect, it } from '@jest/globals';
import { readPage } from '../../documents/recipes/build-site.ts';
import { onHost } from '../guarded-host.ts';

const day = readPage('operators.md').filter(({ section, language }) => section === 'From the refusal to the image' && language === 'sh').map(({ text }) => `(\n${text})`);

it.each(['bookworm', 'trixie', 'forky', 'forky-composefs'] as const)('%s: refused, tried, looked at, written into the image, taken off, remembered', async (variant) => {
  const [refused = '', on = '', look = '', lines = '', off = '', later = '', ...more] = day;
  expect(more).toEqual([]);
  const { stdout } = await onHost(
    { variant, state: 'locked', real: ['strace'] },
    `sudo() { "$@"; }; cd /var/tmp
${refused} >/dev/null 2>&1; echo "exit $?"
${on} | grep -E '^(Make|Mount a writable|A read/write|overlay:)' | cut -c 1-20
apt-get install -y strace >/dev/null 2>&1
${look} | grep -E '/usr/bin/strace$|^  strace '
${lines}; cat Containerfile; ${off}; command -v strace || echo gone
${later} | grep -c strace`,
  );
  expect(stdout).toMatch(
    /^exit 100\n(Make \/usr writable|Mount a writable ov).*\nA read\/write overlay\noverlay: .*\nA +[0-9.]+M \/usr\/bin\/strace\n {2}strace \S+\nRUN apt-get update && apt-get install -y --no-install-recommends strace\nThe overlay on \/usr was removed; all changes made in it were discarded\.\ngone\n[2-9]\n$/,
  );
}, 300_000);

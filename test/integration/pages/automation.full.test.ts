// docs/automation.md, executed on a locked ostree host: scripts, Ansible on the host itself, cloud-init's files, monitoring, units.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { REFUSAL } from '../../../src/guard/words/refusal.ts';
import { readPage } from '../../documents/recipes/build-site.ts';
import { blockText } from '../../documents/recipes/markdown.ts';
import { openGuardedHost, type GuardedHost } from '../guarded-host.ts';

const page = readPage('automation.md');
const script = (section: string): string => `(\n${blockText(page, section, 'sh')}\n)`;
/** The named blocks, as files in the working directory. */
const files = page.flatMap(({ name, text }) => (name === null ? [] : [`cat >${name} <<'END OF BLOCK'\n${text}END OF BLOCK\n`])).join('');

const SURROUNDINGS = `
mkdir -p /var/tmp/page /run/bin; cd /var/tmp/page; PATH=/run/bin:$PATH
sudo() { "$@"; }
# There is one host, it is this one, and root is at work already.
cat >/run/bin/ansible-playbook <<'END OF FILE'
#!/bin/sh
export ANSIBLE_LOCALHOST_WARNING=0 ANSIBLE_NOCOLOR=1 HOME=/var/tmp
exec /usr/bin/ansible-playbook -i localhost, -c local -e ansible_become=false -e ansible_python_interpreter=/usr/bin/python3 "$@"
END OF FILE
chmod 755 /run/bin/ansible-playbook
${files}`;

let host: GuardedHost;

beforeAll(async () => {
  host = await openGuardedHost({ variant: 'trixie', state: 'locked', extra: ['jq', 'ansible-core', 'cloud-init'], real: ['strace'] });
}, 600_000);

afterAll(() => host.remove(), 60_000);

async function lines(job: string): Promise<string[]> {
  const { stdout, stderr } = await host.run(`${SURROUNDINGS}\n${job}`);
  if (stdout === '') throw new Error(stderr);
  return stdout.trimEnd().split('\n');
}

describe('in a shell script', () => {
  it('the refused package is installed by run, and a second script finds it', async () => {
    const job = `${script('In a shell script')} 2>&1 | grep -E '^packages|newest version'; ${script('In a shell script')} 2>&1 | grep -E '^packages|newest version'; usr-overlay; ${script('In a shell script')} 2>&1 | grep '^packages'`;
    expect((await lines(job)).filter((line) => /^packages|newest/.test(line))).toEqual(['packages are refused', 'strace is already the newest version (6.13+ds-1).', 'packages are refused', 'packages stay until the next reboot']);
  }, 300_000);

  it('up twice and down twice are success', async () => {
    expect(await lines(`sleep() { echo waited; }\n${script('Again and again')}; echo "exit $?"`)).toEqual([
      'A read/write overlayfs is now mounted on /usr',
      'All changes there will be discarded on reboot.',
      'A read/write overlayfs is already mounted on /usr',
      'All changes there will be discarded on reboot.',
      'The overlay on /usr was removed; all changes made in it were discarded.',
      'No overlay is on /usr, so there is nothing to remove.',
      'exit 0',
    ]);
  }, 300_000);

  it('the loop waits for what uses the overlay', async () => {
    const job = `usr-overlay >/dev/null; cp /usr/bin/sleep /usr/bin/holder; holder 600 & pid=$!; until [ "$(readlink /proc/$pid/exe)" = /usr/bin/holder ]; do sleep 0.01; done
sleep() { echo waited; kill $pid; wait $pid; }\n${script('Again and again')} 2>/dev/null | grep -E '^waited|was removed'; echo "exit $?"`;
    expect(await lines(job)).toEqual(['waited', 'The overlay on /usr was removed; all changes made in it were discarded.', 'exit 0']);
  }, 300_000);
});

describe('Ansible', () => {
  it('the play changes the host once, and the refused one fails with the words of the guard', async () => {
    const recap = `| sed -n 's/^localhost *: //p' | tr -s ' '`;
    const job = `ansible-playbook --syntax-check playbook.yml refused.yml >/dev/null; echo "syntax $?"
ansible-playbook refused.yml >refused 2>&1; echo "exit $?"
grep -o 'E: Problem executing scripts APT::Install::Pre-Invoke' refused | head -n 1; grep -qF '${REFUSAL}' refused && echo 'the guard said so'
for run in first second; do ${script('Ansible')} ${recap}; done; command -v strace`;
    const recapOf = (ok: number, changed: number, skipped: number): string => `ok=${String(ok)} changed=${String(changed)} unreachable=0 failed=0 skipped=${String(skipped)} rescued=0 ignored=0`;
    expect((await lines(job)).map((line) => line.trimEnd())).toEqual([
      'syntax 0', 'exit 2', 'E: Problem executing scripts APT::Install::Pre-Invoke', 'the guard said so',
      recapOf(4, 2, 0), recapOf(3, 0, 1), '/usr/bin/strace',
    ]);
  }, 600_000);
});

/** What cloud-init does with the three keys that the page uses. */
const OBEY = `import os, subprocess, sys, yaml
config = yaml.safe_load(open(sys.argv[1]))
for file in config.get("write_files", []):
    os.makedirs(os.path.dirname(file["path"]), exist_ok=True)
    open(file["path"], "w").write(file["content"])
for command in config.get("bootcmd", []) + config.get("runcmd", []):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
`;

describe('cloud-init', () => {
  it('the files are valid, and do what they are for', async () => {
    const job = `${script('cloud-init')}; cloud-init schema --config-file configuration; cat >/run/obey.py <<'END'\n${OBEY}END
python3 /run/obey.py user-data && command -v strace; python3 /run/obey.py user-data && echo again; usr-overlay down >/dev/null
python3 /run/obey.py configuration && usr-overlay check | sed -n 2p; usr-overlay up --dry-run --verbose --backend native | grep -o 'of 1G at most'; rm /etc/apt-image-based/config.d/50-site.toml`;
    expect(await lines(job)).toEqual(['Valid schema user-data', 'Valid schema configuration', '/usr/bin/strace', 'again', 'This host is rebuilt every night.', 'of 1G at most']);
  }, 300_000);
});

describe('what each tool shows', () => {
  it('the journal is asked by the name that entries have', async () => {
    const job = `journalctl() { printf 'asked %s\\n' "$*"; }\n${script('What each tool shows')}`;
    expect(await lines(job)).toEqual(['asked --boot --no-pager --identifier usr-overlay']);
  }, 300_000);
});

describe('CI and monitoring', () => {
  it('the captured host is judged, and the findings are none', async () => {
    expect((await lines(`${script('CI')} >said; echo "exit $?"; tail -n 1 said; jq -c .findings findings.json`))).toEqual(['exit 0', 'true', '[]']);
  }, 300_000);

  it('the lines tell of the image, then of the overlay', async () => {
    const job = `journalctl() { printf 'asked %s\\n' "$*"; }\n${script('Monitoring')}; usr-overlay >/dev/null; apt-get -y install strace >/dev/null 2>&1; ${script('Monitoring')}`;
    const told = await lines(job);
    const asked = 'asked --since yesterday APT_IMAGE_BASED_EVENT=refused --output json';
    expect(told.slice(0, 5)).toEqual(['OK: /usr is the image', 'usr_overlay_on 0', 'usr_overlay_free_bytes 0', 'usr_overlay_packages_changed 0', asked]);
    expect(told[5]).toMatch(/^WARNING: an overlay on \/usr since 20\d\d-/);
    expect(told[6]).toBe('usr_overlay_on 1');
    expect(Number(told[7]?.split(' ')[1])).toBeGreaterThan(0);
    expect(told[8]).toMatch(/^usr_overlay_packages_changed [1-9]/);
  }, 300_000);
});

describe('units of systemd', () => {
  it('are units, and their conditions hold when they should', async () => {
    const job = `mkdir -p /etc/systemd/system/apt-daily.service.d; cp 10-image-based.conf /etc/systemd/system/apt-daily.service.d; cp forgotten-overlay.* /etc/systemd/system
systemd-analyze verify --man=no forgotten-overlay.timer forgotten-overlay.service apt-daily.service 2>&1 | grep -E 'forgotten-overlay|10-image-based'
condition() { sed -n 's/^ExecCondition=//p' "$1" | sh; echo "$1 $?"; }
for _ in 1 2; do condition 10-image-based.conf | tail -n 1; condition forgotten-overlay.service; usr-overlay >/dev/null; done`;
    expect(await lines(job)).toEqual(['10-image-based.conf 10', 'forgotten-overlay.service 1', '10-image-based.conf 0', 'forgotten-overlay.service 0']);
  }, 300_000);
});

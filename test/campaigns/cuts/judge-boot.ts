// Judges what a boot found after a power cut: it comes up, with the whole overlay or without any, and no package database is torn.

/** The texts of the files that guest.sh wrote, by their names; one that is missing was not come to. */
export type BootSeen = ReadonlyMap<string, string>;

/** `image` is the list of packages of the bare image; `bootCuts` counts the cuts into boots since one that came up. Returns what is wrong, in words. */
export function judgeBoot(seen: BootSeen, image: string, bootCuts: number): string[] {
  const text = (name: string): string => (seen.get(name) ?? '').trim();
  const wrong: string[] = [];
  for (const name of ['boot.code', 'put-back.code', 'usable', 'status.code', 'packages.code']) if (text(name) !== '0') wrong.push(`${name} is ${text(name) || 'missing'}: ${text(name.replace('.code', '')).slice(0, 300)}`);
  for (const name of ['boot', 'put-back', 'status']) if (text(name).includes('bug in usr-overlay')) wrong.push(`a bug: ${text(name)}`);
  const [isOn, isEnabled] = [text('on') !== '0', text('enabled') !== '0'];
  if (isOn !== isEnabled && !isAllowed(text('status'), bootCuts)) wrong.push(isOn ? 'it is mounted, and no boot would mount it' : `it is to be mounted, and is not: ${text('boot')}`);
  if (!isOn && text('mounts') !== '0') wrong.push(`followers without an overlay: ${text('mounts')}`);
  if (!isOn && text('packages') !== image.trim()) wrong.push("the plain host's packages are not the image's");
  if (!isOn && text('audit') !== '') wrong.push(`the image's package database is torn: ${text('audit')}`);
  if (isOn) wrong.push(...judgeOverlay(text, image));
  return wrong;
}

/** Two boots in a row that did not come up leave it off. */
function isAllowed(status: string, bootCuts: number): boolean {
  return bootCuts >= 2 && status.includes('"boots-failed"');
}

/** Interrupted packages are dpkg's everyday business; whatever dpkg cannot mend is torn. */
function judgeOverlay(text: (name: string) => string, image: string): string[] {
  const names = new Set(text('packages').split('\n').map((line) => line.split(' ')[0]));
  const lost = image.trim().split('\n').map((line) => line.split(' ')[0] ?? '').filter((name) => !names.has(name));
  return [
    ...(lost.length > 0 ? [`packages of the image are not in the overlay's database: ${lost.join(' ')}`] : []),
    ...(text('audit.mended') === '' ? [] : [`dpkg could not mend it: ${text('audit.mended').slice(0, 500)}; ${text('mended').slice(-500)}`]),
  ];
}

// apt's configuration: what `apt-config dump` prints, and apt's own reading of truth.

/** Keys are lower case, as apt compares them; a list's elements are kept in order under `key::`. */
export type AptConfig = Map<string, string[]>;

/** Lines `Key::Sub "value";`; a list element's key ends in `::`. Anything else is passed over. */
export function parseAptConfig(text: string): AptConfig {
  const config: AptConfig = new Map();
  for (const line of text.split('\n')) {
    const [, key, value] = /^([^\s"]+) "(.*)";$/.exec(line) ?? [];
    if (key !== undefined && value !== undefined) addSetting(config, key, value);
  }
  return config;
}

/** Sets a key; one that ends in `::` gets one more element, as `-o Key::=value` does. */
export function addSetting(config: AptConfig, key: string, value: string): void {
  const name = key.toLowerCase();
  config.set(name, name.endsWith('::') ? [...(config.get(name) ?? []), value] : [value]);
}

/** apt's Configuration::FindB: unset, empty and unreadable are false. */
export function isTrue(config: AptConfig, key: string): boolean {
  return parseAptBoolean(config.get(key.toLowerCase())?.at(-1) ?? '') === true;
}

export function settingOf(config: AptConfig, key: string): string {
  return config.get(key.toLowerCase())?.at(-1) ?? '';
}

/** All elements of a list, however they were set: `Key:: "a"`, `Key::name "b"`, `Key "c"`. */
export function listOf(config: AptConfig, key: string): string[] {
  const name = key.toLowerCase();
  return [...config].flatMap(([setting, values]) => (setting === name || setting.startsWith(`${name}::`) ? values : []));
}

/** The words that apt takes for a boolean (apt-pkg/contrib/strutl.cc, StringToBool); null for anything else. */
export function parseAptBoolean(text: string): boolean | null {
  const word = text.toLowerCase();
  if (/^(no|false|without|off|disable|0+)$/.test(word)) return false;
  if (/^(yes|true|with|on|enable|0*1)$/.test(word)) return true;
  return null;
}

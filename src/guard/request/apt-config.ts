// This file parses apt's configuration, as `apt-config dump` prints it, and its booleans.

/** Holds values by key in lower case, as apt compares keys; a list's elements stand in order under `key::`. */
export type AptConfig = Map<string, string[]>;

/** Parses lines of the form `Key::Sub "value";` and skips all others; the key of a list element ends in `::`. */
export function parseAptConfig(text: string): AptConfig {
  const config: AptConfig = new Map();
  for (const line of text.split('\n')) {
    const [, key, value] = /^([^\s"]+) "(.*)";$/.exec(line) ?? [];
    if (key !== undefined && value !== undefined) addSetting(config, key, value);
  }
  return config;
}

/** Sets a key; a key that ends in `::` gets one more element, as with `-o Key::=value`. */
export function addSetting(config: AptConfig, key: string, value: string): void {
  const name = key.toLowerCase();
  config.set(name, name.endsWith('::') ? [...(config.get(name) ?? []), value] : [value]);
}

/** Works as apt's Configuration::FindB: unset, empty and unreadable values are false. */
export function isTrue(config: AptConfig, key: string): boolean {
  return parseAptBoolean(config.get(key.toLowerCase())?.at(-1) ?? '') === true;
}

export function settingOf(config: AptConfig, key: string): string {
  return config.get(key.toLowerCase())?.at(-1) ?? '';
}

/** Returns all elements of a list, however they were set: `Key:: "a"`, `Key::name "b"`, `Key "c"`. */
export function listOf(config: AptConfig, key: string): string[] {
  const name = key.toLowerCase();
  return [...config].flatMap(([setting, values]) => (setting === name || setting.startsWith(`${name}::`) ? values : []));
}

/** Returns a boolean for the words that apt takes for one (apt-pkg/contrib/strutl.cc, StringToBool), null for anything else. */
export function parseAptBoolean(text: string): boolean | null {
  const word = text.toLowerCase();
  if (/^(no|false|without|off|disable|0+)$/.test(word)) return false;
  if (/^(yes|true|with|on|enable|0*1)$/.test(word)) return true;
  return null;
}

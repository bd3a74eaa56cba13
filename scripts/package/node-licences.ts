// This file lists the licences in Node.js' executable by SPDX's names: those in its LICENSE, and those that it leaves out.

/** The keys are the names in LICENSE. Null marks what Node's sources have but its executable has not. */
const NAMED: Readonly<Record<string, string | null>> = {
  Acorn: 'MIT',
  'c-ares': 'MIT',
  merve: 'MIT',
  ittapi: 'BSD-3-Clause',
  amaro: 'MIT',
  swc: 'Apache-2.0',
  ICU: 'Unicode-3.0 AND ICU AND BSD-2-Clause AND BSD-3-Clause AND NAIST-2003',
  libuv: 'MIT AND BSD-2-Clause AND ISC',
  LIEF: 'Apache-2.0',
  llhttp: 'MIT',
  corepack: null,
  undici: 'MIT',
  // Only its header is used, by which Node finds what was injected.
  postject: 'MIT',
  OpenSSL: 'Apache-2.0',
  'Punycode.js': 'MIT',
  V8: 'BSD-3-Clause AND Apache-2.0',
  SipHash: 'CC0-1.0',
  zlib: 'Zlib AND BSD-3-Clause',
  simdjson: 'Apache-2.0',
  simdutf: 'MIT',
  ada: 'MIT',
  minimatch: 'BlueOak-1.0.0',
  npm: null,
  GYP: null,
  inspector_protocol: 'BSD-3-Clause',
  jinja2: null,
  markupsafe: null,
  'cpplint.py': null,
  'gypi_to_gn.py': null,
  gtest: null,
  nghttp2: 'MIT',
  caja: 'Apache-2.0',
  brotli: 'MIT',
  zstd: 'BSD-3-Clause',
  HdrHistogram: 'BSD-2-Clause OR CC0-1.0',
  'node-heapdump': 'ISC',
  rimraf: 'ISC',
  uvwasi: 'MIT',
  ngtcp2: 'MIT',
  nghttp3: 'MIT',
  'node-fs-extra': 'MIT',
  'on-exit-leak-free': 'MIT',
  'sonic-boom': 'MIT',
};

/** The holders are added. These parts were found by names of functions in the executable, and in Node's deps/ where all is inline. */
const UNNAMED: readonly (readonly [name: string, licence: string, holders: string])[] = [
  ['Abseil', 'Apache-2.0', 'The Abseil Authors'],
  ['dragonbox', 'Apache-2.0 WITH LLVM-exception OR BSL-1.0', 'Junekey Jeon'],
  ['expected', 'CC0-1.0', 'Sy Brand'],
  ['fast_float', 'Apache-2.0 OR BSL-1.0 OR MIT', '2021 The fast_float authors'],
  ['fdlibm', 'SunPro', '1993 Sun Microsystems, Inc. Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved'],
  ['{fmt}', 'MIT', '2012 - present, Victor Zverovich and {fmt} contributors'],
  ['FP16', 'MIT', '2017 Facebook Inc., 2017 Georgia Institute of Technology, 2019 Google LLC'],
  ['frozen', 'Apache-2.0', '2017 Quarkslab'],
  ['ICU4X', 'Unicode-3.0 AND Apache-2.0', 'Unicode, Inc. and the ICU4X Project Developers'],
  ['libffi', 'MIT', '1996-2024 Anthony Green, Red Hat, Inc and others'],
  ['libm of Rust', 'MIT', '2018 Jorge Aparicio, 2005-2020 Rich Felker, et al.'],
  ['Mbed TLS', 'Apache-2.0 OR GPL-2.0-or-later', 'The Mbed TLS Contributors'],
  ['memchr', 'MIT OR Unlicense', '2015 Andrew Gallant'],
  ['miniz_oxide', 'Apache-2.0 OR MIT OR Zlib', '2013-2014 RAD Game Tools and Valve Software, 2010-2014 Rich Geldreich and Tenacious Software LLC, 2017 Frommi, 2017-2026 oyvindln'],
  ['rapidhash', 'BSD-2-Clause', '2024 Nicolas De Carli, after wyhash by Wang Yi'],
  ["Rust's standard library", 'Apache-2.0 OR MIT', 'The Rust Project Contributors'],
  ['compiler-builtins', 'MIT AND Apache-2.0 WITH LLVM-exception', 'The LLVM and the Rust project'],
  ['addr2line, diplomat-runtime, gimli, num-traits, object, serde', 'Apache-2.0 OR MIT', 'their developers'],
  ['spdlog', 'MIT', '2016-present Gabi Melman and spdlog contributors'],
  ['SQLite', 'blessing', 'its authors, who dedicated it to the public domain'],
  ['temporal_rs', 'Apache-2.0 OR MIT', '2024 Boa'],
  ['UTF8-CPP', 'BSL-1.0', 'Nemanja Trifunovic'],
];

/** Throws where LICENSE names an unknown part, which a newer Node has brought. */
export function nodeLicences(license: string): string[] {
  const named = [...license.matchAll(/^- (.+), located at /gm)].map(([, name = '']) => name);
  const unknown = named.filter((name) => NAMED[name] === undefined);
  if (unknown.length > 0) throw new Error(`what licence has ${unknown.join(', ')} in Node.js? Add it to scripts/package/node-licences.ts`);
  return ['MIT', ...named.map((name) => NAMED[name] ?? null).filter((licence) => licence !== null), ...UNNAMED.map(([, licence]) => licence)];
}

/** Returns what must be said in addition to LICENSE. */
export function unnamedParts(): string {
  const lines = UNNAMED.map(([name, licence, holders]) => `- ${name}: ${licence}; copyright ${holders}.`);
  return ['Also in the executable, with licences whose texts are above where they ask to be given along:', '', ...lines].join('\n');
}

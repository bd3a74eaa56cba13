// The program with a death in it: at the KILL_AT-th of the places where it is about to change the host.

export function mortal(code: string, functions: readonly string[]): string {
  const death = 'if ((globalThis.places = (globalThis.places ?? 0) + 1) === Number(process.env.KILL_AT)) { process.kill(process.pid, "SIGKILL"); WAIT }';
  return functions.reduce((text, name) => {
    const at = new RegExp(`^ *(async )?function ${name}\\(.*\\) \\{$`, 'm');
    if (!at.test(text)) throw new Error(`no function ${name} in the bundle`);
    return text.replace(at, (line) => `${line}\n${death.replace('WAIT', line.includes('async ') ? 'await new Promise(() => {});' : 'for (;;);')}`);
  }, code);
}

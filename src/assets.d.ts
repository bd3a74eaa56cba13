// The bundler provides these: text files as strings, and the version from package.json.

declare module '*.txt' {
  const text: string;
  export default text;
}

declare const __VERSION__: string;

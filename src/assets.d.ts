// What the bundler puts in: text files as strings, and the version from package.json.

declare module '*.txt' {
  const text: string;
  export default text;
}

declare const __VERSION__: string;

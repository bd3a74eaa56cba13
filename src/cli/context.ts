// What a command gets from main: where to write, and where relative paths start.

export type Context = {
  /** The working directory that the program was started in; the process itself is in /. */
  invokedFrom: string;
  /** One line to standard output. */
  answer: (line: string) => void;
  /** Many lines to standard output, no faster than they are read there; no more are asked for once nobody reads. */
  answerAll: (lines: Iterable<string>) => Promise<void>;
  /** One line to standard error. */
  message: (line: string) => void;
};

// What a command gets from main: where to write, and where relative paths start.

export type Context = {
  /** The working directory that the program was started in; the process itself is in /. */
  invokedFrom: string;
  /** One line to standard output. */
  answer: (line: string) => void;
  /** One line to standard error. */
  message: (line: string) => void;
};

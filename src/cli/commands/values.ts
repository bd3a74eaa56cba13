// What an option or a word of the command line may be, for the shells' completions: yargs itself has no use for it.

export type Completes = { folders: boolean; words: readonly string[] };

export const FOLDER = { type: 'string', completes: { folders: true, words: [] } } as const;

export const FOLDER_OR_TMPFS = { type: 'string', completes: { folders: true, words: ['tmpfs'] } } as const;

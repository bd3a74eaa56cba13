// A look that is taken while something else is waited for.

/** `take` yields what `prepare` has seen; where that did not come to it, or threw, it looks itself. */
export function early<Result>(look: () => Result): { prepare: () => void; take: () => Result } {
  let seen: { result: Result } | null = null;
  return {
    prepare: () => {
      try {
        seen = { result: look() };
      } catch {
        // `take` meets the same trouble, where somebody hears of it.
      }
    },
    take: () => seen?.result ?? look(),
  };
}

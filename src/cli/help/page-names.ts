/** `usr-overlay help` can show these manual pages. */
export const PAGE_NAMES = ['apt-image-based', 'apt-image-based.toml'] as const;

export type PageName = (typeof PAGE_NAMES)[number];

export function isPage(name: string | undefined): name is PageName {
  return PAGE_NAMES.some((each) => each === name);
}

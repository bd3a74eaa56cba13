/** What `usr-overlay help` can show. */
export const PAGE_NAMES = ['apt-image-based', 'apt-image-based.toml'] as const;

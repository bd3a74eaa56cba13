// What the tests of `usr-overlay doctor` share.

/** Shell functions that look at a host's packages from outside of doctor. */
export const LIBRARY = `
faulty() { dpkg -V | grep -v ' c /' | sed 's/^[^/]*//' | while read -r path; do dpkg -S "$path"; done | sed 's/: .*//; s/:.*//' | sort -u | tr '\\n' ' '; }
found() { usr-overlay doctor --json | sed -n 's/^ *"kind": "\\(.*\\)",$/\\1/p; s/^ *"name": "\\(.*\\)",$/\\1/p' | paste - - | sort; }
clean() { dpkg --audit; dpkg -V; apt-get check >/run/check 2>&1 || cat /run/check; }
quietly() { "$@" >/run/said 2>&1 || { echo "$1: $?"; cat /run/said; }; }
`;

export const VARIANTS = ['bookworm', 'trixie', 'forky', 'forky-composefs'] as const;

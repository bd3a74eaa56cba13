// This file parses `bootc status --format=json --format-version=1`; its schema: https://bootc-dev.github.io/bootc/bootc-via-api.html

import { field, parseJson } from '../text/json.ts';

/** bootc uses these words for an overlay on /usr (status.usrOverlay, since bootc 1.14). */
export type AccessMode = 'readOnly' | 'readWrite';
/** `transient` means lost at the next reboot, and not, as in ostree's words, read-only. */
export type Persistence = 'transient' | 'persistent';

/** Holds what this program needs of bootc's answer. */
export type BootcStatus = {
  /** spec.image is set, which by bootc's own documentation means that bootc manages this host. */
  managed: boolean;
  /** Names what runs below: ostree, or bootc's own composefs; null where status.booted does not say. */
  storage: 'ostree' | 'composefs' | null;
  usrOverlay: { accessMode: AccessMode; persistence: Persistence } | null;
};

/** Returns null for no text, no JSON, JSON of another API, and where nothing is booted, as bootc says in a container. */
export function parseBootcStatus(text: string | undefined): BootcStatus | null {
  const host = parseJson(text ?? '');
  if (field(host, 'kind') !== 'BootcHost') return null;
  const booted = field(field(host, 'status'), 'booted');
  if (!isObject(booted)) return null;
  return {
    managed: isObject(field(field(host, 'spec'), 'image')),
    storage: isObject(field(booted, 'composefs')) ? 'composefs' : isObject(field(booted, 'ostree')) ? 'ostree' : null,
    usrOverlay: parseUsrOverlay(field(field(host, 'status'), 'usrOverlay')),
  };
}

function parseUsrOverlay(value: unknown): BootcStatus['usrOverlay'] {
  const accessMode = field(value, 'accessMode');
  const persistence = field(value, 'persistence');
  if (accessMode !== 'readOnly' && accessMode !== 'readWrite') return null;
  if (persistence !== 'transient' && persistence !== 'persistent') return null;
  return { accessMode, persistence };
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

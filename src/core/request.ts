// What was asked of the package manager, as far as it decides whether the guard may speak.

/** Where the question comes from: a package manager's hook, or somebody who wants to know (`check`). */
export type Layer = 'early' | 'backstop' | 'dpkg' | 'check';

export type Request = {
  layer: Layer;
  /** False for an ordinary user: he can harm nothing, and the hooks fire for his simulations too. */
  root: boolean;
  /** APT_IMAGE_BASED=off, /etc/apt-image-based/off or policy = "off". */
  switchedOff: boolean;
  /** True where this run leaves /usr alone: simulation, download only, nothing to do, dpkg --add-architecture. */
  changesNothing: boolean;
  /** True where another root directory than / is changed. */
  otherRoot: boolean;
  /** The administrator's own DPkg::Pre-Invoke makes /usr writable, and will run after this hook. */
  remountsUsr: boolean;
  /** An earlier layer of the same transaction has had its say. */
  alreadyTold: boolean;
};

/** Root changing the host with nothing special about it: what `check` asks. */
export const PLAIN_REQUEST: Request = {
  layer: 'check',
  root: true,
  switchedOff: false,
  changesNothing: false,
  otherRoot: false,
  remountsUsr: false,
  alreadyTold: false,
};

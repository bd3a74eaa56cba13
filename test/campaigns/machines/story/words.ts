// What the program says, to the letter of its contract.
export const REFUSAL = 'error: read-only /usr detected, refusing to operate. See `man apt-image-based` for more information.';
export const NOTICE = 'notice: /usr is on a temporary overlay: changes are lost at the next reboot.';

// What the program says, to the letter of its contract.
export const REFUSAL = 'error: read-only /usr detected, refusing to operate. See `man apt-image-based` for more information.';
export const NOTICE = 'notice: /usr is writable only through an overlay: what is installed there is lost at the next reboot.';

// Packages that write to /boot or to the EFI system partition. Neither has an overlay: what is written there outlives the package.

/** By what the packages ship and what their maintainer scripts call, not by what they are called: most of grub and shim only brings files in /usr. */
const WRITERS: readonly RegExp[] = [
  // Kernels themselves; the packages without a version in the name are empty and pull these in.
  /^linux-image-(unsigned-)?\d(?!.*-dbg(sym)?$)/,
  // Ubuntu's configuration and System.map of a kernel.
  /^linux-modules-\d/,
  /^(pve|proxmox)-kernel-\d/,
  /^raspberrypi-kernel$/,
  /^raspi-firmware$/,
  // `kernel-core`, `kernel-rt-core`, and `kernel` itself where it is not split. Not kernel-modules-core.
  /^kernel\d*(\.\d+)*$/,
  /^kernel(-(?!modules)[a-z0-9]+)*-core$/,
  /^kernel(-[a-z0-9]+)*-uki-virt$/,
  // `update-initramfs` when they are configured.
  /^(initramfs-tools|tiny-initramfs|dracut)$/,
  // grub-install. Not grub-common, nor the -bin packages that only bring its modules.
  /^grub-(pc|coreboot|ieee1275|uboot|xen|yeeloong|cloud-[a-z0-9]+|efi-(?!.*-(bin|dbg|unsigned|template)$)[a-z0-9-]+)$/,
  /^grub2-efi-[a-z0-9]+(-cdboot)?$/,
  /^shim-(signed|helpers-[a-z0-9]+-signed|x64|ia32|aa64)$/,
  // `bootctl install` and its like.
  /^(systemd-boot|refind|flash-kernel)$/,
  /^bcm(283x|2711|2835)-firmware$/,
  // Booted in place of the kernel.
  /^(memtest86\+|xen-hypervisor(-\d.*)?)$/,
];

export function writesToBoot(name: string): boolean {
  return WRITERS.some((pattern) => pattern.test(name));
}

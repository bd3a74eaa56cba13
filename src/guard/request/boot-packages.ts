// This file lists packages that write to /boot or the EFI system partition, which have no overlay: what is written there stays.

/** Judged by what the packages ship and their maintainer scripts call: most packages named after grub or shim only bring files in /usr. */
const WRITERS: readonly RegExp[] = [
  // These are the kernels; the packages without a version in the name are empty and depend on them.
  /^linux-image-(unsigned-)?\d(?!.*-dbg(sym)?$)/,
  // These bring the configuration and System.map of an Ubuntu kernel.
  /^linux-modules-\d/,
  /^(pve|proxmox)-kernel-\d/,
  /^raspberrypi-kernel$/,
  /^raspi-firmware$/,
  // `kernel-core` and `kernel-rt-core` match, and `kernel` itself where it is not split, but not kernel-modules-core.
  /^kernel\d*(\.\d+)*$/,
  /^kernel(-(?!modules)[a-z0-9]+)*-core$/,
  /^kernel(-[a-z0-9]+)*-uki-virt$/,
  // The modules of others for a kernel: weak-modules and akmods make the initramfs anew with them.
  /^a?kmod-(?!libs$|devel$)/,
  // These run `update-initramfs` when they are configured.
  /^(initramfs-tools|tiny-initramfs|dracut)$/,
  // These run grub-install. grub-common does not match, nor do the -bin packages that only bring its modules.
  /^grub-(pc|coreboot|ieee1275|uboot|xen|yeeloong|cloud-[a-z0-9]+|efi-(?!.*-(bin|dbg|unsigned|template)$)[a-z0-9-]+)$/,
  /^grub2-efi-[a-z0-9]+(-cdboot)?$/,
  /^shim-(signed|helpers-[a-z0-9]+-signed|x64|ia32|aa64)$/,
  // These run `bootctl install` or the like.
  /^(systemd-boot|refind|flash-kernel)$/,
  /^bcm(283x|2711|2835)-firmware$/,
  // These are booted in place of the kernel.
  /^(memtest86\+|xen-hypervisor(-\d.*)?)$/,
];

/** Tells whether the package of this name writes to /boot or the EFI system partition. */
export function writesToBoot(name: string): boolean {
  return WRITERS.some((pattern) => pattern.test(name));
}

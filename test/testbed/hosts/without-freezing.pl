# Runs a program that cannot freeze a file system, nor what it starts: perl without-freezing.pl PROGRAM ARGUMENT…
# A hotfix makes a deployment, for which ostree freezes the file system of /boot for a moment. Here that is the machine's own, and
# another host's remount of /sysroot meanwhile ends in EBUSY. Where freezing is not supported, ostree makes do with syncfs:
# https://github.com/ostreedev/ostree/blob/main/src/libostree/ostree-sysroot-deploy.c (fsfreeze_thaw_cycle)
use strict;
use warnings;
use Errno qw(EOPNOTSUPP);
use POSIX qw(uname);

my ($prctl, $ioctl) = @{ { x86_64 => [157, 16], aarch64 => [167, 29] }->{ (uname)[4] } // die "which system calls has this machine?\n" };
my ($FIFREEZE, $FITHAW) = (0xC0045877, 0xC0045878);
my ($LOAD, $IF_EQUAL, $RETURN) = (0x20, 0x15, 0x06);
my ($NUMBER, $SECOND_ARGUMENT) = (0, 24);
my ($ALLOW, $FAIL) = (0x7fff0000, 0x00050000);

# [what, instructions to skip if so, if not, with]: https://docs.kernel.org/userspace-api/seccomp_filter.html
my @filter = (
  [$LOAD, 0, 0, $NUMBER],
  [$IF_EQUAL, 0, 3, $ioctl],
  [$LOAD, 0, 0, $SECOND_ARGUMENT],
  [$IF_EQUAL, 2, 0, $FIFREEZE],
  [$IF_EQUAL, 1, 0, $FITHAW],
  [$RETURN, 0, 0, $ALLOW],
  [$RETURN, 0, 0, $FAIL | EOPNOTSUPP],
);
my $instructions = join '', map { pack 'S C C L', @$_ } @filter;
my $program = pack 'S x6 P', scalar @filter, $instructions;
my ($PR_SET_SECCOMP, $SECCOMP_MODE_FILTER) = (22, 2);
syscall($prctl, $PR_SET_SECCOMP, $SECCOMP_MODE_FILTER, $program) == 0 or die "prctl: $!\n";
exec { $ARGV[0] } @ARGV or die "$ARGV[0]: $!\n";

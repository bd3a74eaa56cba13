"""dnf 4: asks the guard of apt-image-based before anything is downloaded. See apt-image-based(7)."""

import json
import os
import subprocess
import sys
import tempfile

import dnf
import dnf.exceptions
import dnf.transaction

HOOK = "/usr/libexec/apt-image-based/hook"
AFTER = "/usr/libexec/apt-image-based/after"
REFUSED = 10
# What dnf lets be installed in several versions beside each other.
KERNELS = ("kernel", "installonlypkg(kernel)", "installonlypkg(kernel-module)", "multiversion(kernel)")
# What dnf-automatic sends by mail; the guard's own words go to its standard error.
MAILED = "the guard of apt-image-based refused it: the journal has its reason"


def only_tells(automatic):
    """Whether this run of dnf-automatic makes its plan to report it, or to download it: main() of that module."""
    try:
        options, _ = automatic.parse_arguments(sys.argv[1:])
        commands = automatic.AutomaticConfig(options.conf_path, options.downloadupdates, options.installupdates).commands
        return not (commands.download_updates and commands.apply_updates)
    except (Exception, SystemExit):
        return False


class AptImageBased(dnf.Plugin):
    name = "apt-image-based"

    # Before the table, the prompt and the download, and before dnf's own check for ostree hosts.
    def resolved(self):
        automatic = sys.modules.get("dnf.automatic.main")
        if automatic and only_tells(automatic) or not self.refuses():
            return
        # Without a message dnf adds no words of its own to the guard's.
        raise dnf.exceptions.Error(MAILED if automatic else None)

    def refuses(self):
        if not os.access(HOOK, os.X_OK):
            return False
        conf = self.base.conf
        asked = {
            "installroot": conf.installroot,
            "packages": len(self.base.transaction or ()),
            "downloadonly": bool(conf.downloadonly),
            "assumeno": bool(conf.assumeno),
            "tsflags": ",".join(conf.tsflags),
            # dnf 4.23 and later
            "persistence": getattr(conf, "persistence", ""),
        }
        words = ["%s=%s" % pair for pair in asked.items()]
        return subprocess.call([HOOK, "dnf4"] + words, stdin=self.plan()) == REFUSED

    def plan(self):
        """What the guard can read: a file, because dnf dies of a pipe that nobody reads."""
        try:
            file = tempfile.TemporaryFile()
            file.write((json.dumps({"return": {"trans_packages": self.packages()}}) + "\n").encode())
            file.seek(0)
            return file
        except OSError:
            return subprocess.DEVNULL

    def packages(self):
        """The packages in the form in which dnf 5 answers for them: libdnf5-actions(8), trans_packages."""
        packages = []
        for item in self.base.transaction or ():
            if item.action not in dnf.transaction.FORWARD_ACTIONS + dnf.transaction.BACKWARD_ACTIONS:
                continue
            incoming = item.action in dnf.transaction.FORWARD_ACTIONS
            packages.append(
                {
                    "name": item.pkg.name,
                    "version": item.pkg.version,
                    "direction": "IN" if incoming else "OUT",
                    "install_size": item.pkg.installsize if incoming else 0,
                    "download_size": item.pkg.downloadsize if incoming else 0,
                    **self.boot(item.pkg),
                }
            )
        return packages

    def boot(self, package):
        """Whether it provides a kernel, and whether it has files in /boot, or a kernel that kernel-install(8) copies there."""
        provides = {str(each).split(" ")[0] for each in package.provides}
        files = package.files or ()
        return {
            "installonly": not provides.isdisjoint(KERNELS),
            "boot": any(path.startswith(("/boot/", "/efi/")) or "/modules/" in path and "/vmlinu" in path for path in files),
        }

    # Writes down what changed in an overlay; it never fails.
    def transaction(self):
        if os.access(AFTER, os.X_OK):
            subprocess.call([AFTER, "dnf4"])

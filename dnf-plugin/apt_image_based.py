"""dnf 4: asks the guard of apt-image-based before anything is downloaded. See apt-image-based(7)."""

import os
import subprocess

import dnf
import dnf.exceptions

HOOK = "/usr/libexec/apt-image-based/hook"
REFUSED = 10


class AptImageBased(dnf.Plugin):
    name = "apt-image-based"

    # Before the table, the prompt and the download, and before dnf's own check for ostree hosts.
    def resolved(self):
        if not os.access(HOOK, os.X_OK):
            return
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
        if subprocess.call([HOOK, "dnf4"] + words) == REFUSED:
            # Without a message dnf adds no words of its own to the guard's.
            raise dnf.exceptions.Error(None)

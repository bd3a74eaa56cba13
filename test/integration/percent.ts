// A host that has less than a whole core.

/** percent N COMMAND…: runs it for N of every 100 milliseconds. */
export const PERCENT = `
percent() {
  perl -e '
    my ($share, @command) = @ARGV;
    exec @command if $share == 100;
    my $child = fork // die;
    unless ($child) { setpgrp; exec @command }
    for (;;) {
      select undef, undef, undef, $share / 1000;
      exit $? >> 8 if waitpid($child, 1) > 0;
      kill STOP => -$child;
      select undef, undef, undef, (100 - $share) / 1000;
      kill CONT => -$child;
    }' "$@"
}
`;

package dev.multistream.cli;

import dev.multistream.store.DirectoryLock;
import java.io.IOException;
import java.nio.file.Path;

/** The lock that makes one working process per repository. */
final class Locks {
    private Locks() {}

    static Path file(Path home) {
        return home.resolve("lock");
    }

    /** Takes it, or ends the command with exit 7 and a word about who has it. */
    static DirectoryLock take(Path home) throws IOException {
        return DirectoryLock.tryTake(
                        file(home), "process " + ProcessHandle.current().pid())
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.HELD,
                        "another run holds the repository: " + DirectoryLock.holder(file(home)),
                        "harness status tells what it does, harness cancel stops it"));
    }

    /** Whether a process works on a run of the repository now. */
    static boolean isHeld(Path home) throws IOException {
        if (!java.nio.file.Files.exists(file(home))) {
            return false;
        }
        return DirectoryLock.isHeld(file(home));
    }
}

package dev.multistream.cli;

import dev.multistream.process.CommandRunner;
import dev.multistream.process.Graces;
import dev.multistream.process.LocalCommandRunner;
import dev.multistream.process.LocalProcessLauncher;
import dev.multistream.process.ProcessLauncher;
import java.time.InstantSource;

/** The outside world as the rest of the program sees it: programs and the clock. */
record Machine(CommandRunner runner, ProcessLauncher launcher, InstantSource clock) {
    static Machine local() {
        return new Machine(
                new LocalCommandRunner(Graces.DEFAULT),
                new LocalProcessLauncher(Graces.DEFAULT),
                InstantSource.system());
    }
}

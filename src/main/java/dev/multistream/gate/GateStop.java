package dev.multistream.gate;

import dev.multistream.process.RunningProcess;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The handle by which a gate is stopped from another thread. Thread-safe; each serves one call of the runner. */
public final class GateStop {
    private final AtomicReference<State> state = new AtomicReference<>(new State(false, false, Optional.empty()));

    private record State(boolean asked, boolean atOnce, Optional<RunningProcess> process) {}

    /** Ends the running command with its whole tree, and keeps further ones from starting; any number of times. */
    public void stop(boolean atOnce) {
        State now = state.updateAndGet(s -> new State(true, s.atOnce || atOnce, s.process));
        now.process.ifPresent(process -> process.stop(now.atOnce));
    }

    public boolean isAsked() {
        return Objects.requireNonNull(state.get()).asked;
    }

    /** From now on a stop reaches this process; one that came before does so at once. */
    void watch(RunningProcess process) {
        State now = state.updateAndGet(s -> new State(s.asked, s.atOnce, Optional.of(process)));
        if (now.asked) {
            process.stop(now.atOnce);
        }
    }

    void forget() {
        state.updateAndGet(s -> new State(s.asked, s.atOnce, Optional.empty()));
    }
}

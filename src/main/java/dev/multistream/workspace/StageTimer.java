package dev.multistream.workspace;

import dev.multistream.run.StepResult.Stage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Takes the time of each piece of a preparation. Used by one thread. */
final class StageTimer {
    private final InstantSource clock;
    private final Instant start;
    private final List<Stage> stages = new ArrayList<>();

    StageTimer(InstantSource clock) {
        this.clock = clock;
        this.start = clock.instant();
    }

    /** A piece that is going on; closing it ends it. */
    interface Running extends AutoCloseable {
        @Override
        void close();
    }

    Running stage(String name) {
        long begun = sinceStart();
        return () -> stages.add(new Stage(name, begun, Math.max(0, sinceStart() - begun)));
    }

    private long sinceStart() {
        return Math.max(0, Duration.between(start, clock.instant()).toMillis());
    }

    List<Stage> stages() {
        return List.copyOf(stages);
    }
}

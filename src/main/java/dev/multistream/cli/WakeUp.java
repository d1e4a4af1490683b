package dev.multistream.cli;

import dev.multistream.engine.Alarm;
import dev.multistream.engine.Inbox;
import dev.multistream.engine.Input;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** The alarm clock of a loop; its thread exists only once something is to be woken for. */
final class WakeUp implements Alarm, AutoCloseable {
    private final Inbox inbox;
    private final InstantSource clock;
    private Optional<ScheduledExecutorService> timer = Optional.empty();
    private Optional<ScheduledFuture<?>> pending = Optional.empty();

    WakeUp(Inbox inbox, InstantSource clock) {
        this.inbox = inbox;
        this.clock = clock;
    }

    @Override
    public synchronized void wakeAt(Instant when) {
        pending.ifPresent(request -> request.cancel(false));
        if (timer.isEmpty()) {
            timer = Optional.of(Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "alarm");
                thread.setDaemon(true);
                return thread;
            }));
        }
        long wait = Math.max(1, Duration.between(clock.instant(), when).toMillis() + 1);
        pending = Optional.of(timer.get().schedule(() -> inbox.submit(new Input.Tick()), wait, TimeUnit.MILLISECONDS));
    }

    @Override
    public synchronized void close() {
        timer.ifPresent(ScheduledExecutorService::shutdownNow);
    }
}

package dev.multistream.web;

import dev.multistream.model.RunId;
import dev.multistream.run.JournalEntry;
import dev.multistream.run.JournalException;
import io.undertow.server.handlers.sse.ServerSentEventConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The runs that somebody looks at now, with their readers; a run is followed as long as it has one.
 *
 * <p>One thread, {@code web-feeds}, owns all of it. {@link #owner()} takes work to it; every other method says where
 * it is called.
 */
final class RunFeeds implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long BETWEEN_PATCHES_MILLIS = 60;
    private static final long BETWEEN_LOOKS_MILLIS = 1000;
    private static final int HEARTBEAT_MILLIS = 5_000;
    private static final long GOODBYE_MILLIS = 300;

    private final RunSource source;
    private final InstantSource clock;
    private final ScheduledThreadPoolExecutor owner;
    private final Map<RunId, Followed> followed = new HashMap<>();
    private final CountDownLatch empty = new CountDownLatch(1);
    private boolean closing;

    /** A feed, its subscription and its readers. */
    private static final class Followed {
        final RunFeed feed;
        final Set<EventReader> readers = new LinkedHashSet<>();
        WatchedRun.Subscription subscription = () -> {};
        boolean flushPlanned;

        Followed(RunFeed feed) {
            this.feed = feed;
        }
    }

    RunFeeds(RunSource source, InstantSource clock) {
        this.source = source;
        this.clock = clock;
        owner = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "web-feeds");
            thread.setDaemon(true);
            return thread;
        });
        owner.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        owner.scheduleWithFixedDelay(this::look, BETWEEN_LOOKS_MILLIS, BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The thread that owns feeds and readers. */
    Executor owner() {
        return owner;
    }

    /** The run as JSON, or empty when there is none. On the owner's thread. */
    Optional<String> snapshot(RunId id) {
        Followed known = followed.get(id);
        Optional<RunFeed> feed = known != null ? Optional.of(known.feed) : open(id);
        return feed.map(found -> {
            found.look();
            return RunJson.snapshot(found, clock.instant());
        });
    }

    private Optional<RunFeed> open(RunId id) {
        return source.open(id).map(run -> new RunFeed(id, run));
    }

    /** Makes sure that the run is followed; false when there is no such run. On the owner's thread. */
    boolean follow(RunId id) {
        return following(id).isPresent();
    }

    private Optional<Followed> following(RunId id) {
        Optional<Followed> known = Optional.ofNullable(followed.get(id));
        return known.isPresent() ? known : open(id).map(this::begin);
    }

    private Followed begin(RunFeed feed) {
        Followed run = new Followed(feed);
        followed.put(feed.id(), run);
        feed.look();
        run.subscription = feed.run().subscribe(feed.state().seq(), entries -> onOwner(() -> arrived(run, entries)));
        return run;
    }

    /** Takes work to the owner; when the server is gone, nobody looks any more and nothing is left to do. */
    private void onOwner(Runnable work) {
        try {
            owner.execute(work);
        } catch (RejectedExecutionException closed) {
            empty.countDown();
        }
    }

    private void arrived(Followed run, List<JournalEntry> entries) {
        try {
            run.feed.accept(entries);
        } catch (JournalException broken) {
            drop(run);
            return;
        }
        if (!run.flushPlanned) {
            run.flushPlanned = true;
            owner.schedule(() -> flush(run), BETWEEN_PATCHES_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void flush(Followed run) {
        run.flushPlanned = false;
        run.readers.forEach(reader -> reader.offer(run.feed));
    }

    /** Adds a reader to a run that is followed. From any thread. */
    void read(RunId id, ServerSentEventConnection connection, Executor io, long after) {
        EventReader reader = new EventReader(connection, io, after, this::onOwner, clock);
        connection.setKeepAliveTime(HEARTBEAT_MILLIS);
        onOwner(() -> {
            Optional<Followed> run = closing ? Optional.empty() : following(id);
            run.ifPresentOrElse(found -> join(found, reader, connection), reader::cutOff);
        });
    }

    private void join(Followed run, EventReader reader, ServerSentEventConnection connection) {
        run.readers.add(reader);
        connection.addCloseTask(closed -> gone(run, reader));
        reader.offer(run.feed);
        if (!connection.isOpen()) {
            gone(run, reader);
        }
    }

    private void gone(Followed run, EventReader reader) {
        onOwner(() -> {
            run.readers.remove(reader);
            if (run.readers.isEmpty()) {
                forget(run);
            }
        });
    }

    private void forget(Followed run) {
        run.subscription.close();
        followed.remove(run.feed.id(), run);
        if (closing && followed.isEmpty()) {
            empty.countDown();
        }
    }

    private void look() {
        Instant tooLong = clock.instant().minus(PATIENCE);
        for (Followed run : new ArrayList<>(followed.values())) {
            if (run.readers.isEmpty()) {
                forget(run);
                continue;
            }
            look(run, tooLong);
        }
    }

    private void look(Followed run, Instant tooLong) {
        try {
            run.feed.look();
            for (EventReader reader : new ArrayList<>(run.readers)) {
                if (reader.stuckSince(tooLong)) {
                    reader.cutOff();
                } else {
                    reader.offer(run.feed);
                }
            }
        } catch (RuntimeException broken) {
            // One run that cannot be looked at must not end the looking at the others.
            drop(run);
        }
    }

    /** Readers come back, and are told then what is wrong with the run. */
    private void drop(Followed run) {
        run.readers.forEach(EventReader::cutOff);
        forget(run);
    }

    /** Tells the readers that harness ends, waits a moment until they know, and stops. */
    @Override
    public void close() {
        owner.execute(() -> {
            closing = true;
            followed.values().forEach(run -> run.readers.forEach(reader -> reader.close(run.feed)));
            if (followed.isEmpty()) {
                empty.countDown();
            }
        });
        try {
            empty.await(GOODBYE_MILLIS, TimeUnit.MILLISECONDS);
            owner.execute(() -> followed.values().forEach(run -> run.subscription.close()));
            owner.shutdown();
            owner.awaitTermination(GOODBYE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            owner.shutdownNow();
        }
    }
}

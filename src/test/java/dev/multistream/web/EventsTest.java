package dev.multistream.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multistream.plan.StepId;
import dev.multistream.run.RunEvent;
import dev.multistream.run.RunResult;
import dev.multistream.testing.RunFixture;
import dev.multistream.testing.Runs;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

@Timeout(120)
class EventsTest {
    private static final Instant NOW = RunFixture.START.plusSeconds(50);
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final String RUN = "/api/runs/" + RunFixture.RUN;
    private static final StepId STEP = new StepId("dashboard.agent.codex");

    private static RunEvent progress(String task) {
        return new RunEvent.StepProgressed(STEP, 1, OptionalDouble.empty(), task);
    }

    private static List<String> ids(JsonNode steps) {
        List<String> ids = new ArrayList<>();
        steps.forEach(step -> ids.add(step.path("id").asString()));
        return ids;
    }

    @Test
    void a_reader_gets_a_snapshot_and_then_only_what_changed() throws Exception {
        FakeRunSource source = new FakeRunSource();
        FakeRunSource.FakeRun run = source.add(Runs.going());
        int known = run.entries().size();
        try (Served served = new Served(source, CLOCK);
                EventLines events = new EventLines(served, served.request(RUN + "/events"))) {
            EventLines.Event snapshot = events.next();
            assertThat(snapshot.name()).isEqualTo("snapshot");
            assertThat(snapshot.id()).isEqualTo(String.valueOf(known));
            assertThat(snapshot.data().path("steps").size())
                    .isEqualTo(run.plan().steps().size());
            assertThat(snapshot.data().path("dag").path("nodes").size())
                    .isEqualTo(run.plan().steps().size());

            run.emit(NOW, progress("the last card"), new RunEvent.Noted(RunEvent.Level.INFO, "so far so good"));
            EventLines.Event patch = events.upTo(known + 2);
            assertThat(patch.name()).isEqualTo("patch");
            assertThat(ids(patch.data().path("steps"))).containsExactly(STEP.value());
            assertThat(patch.data().path("steps").get(0).path("task").asString())
                    .isEqualTo("the last card");
            assertThat(patch.data().path("notes").get(0).path("message").asString())
                    .isEqualTo("so far so good");
        }
    }

    @Test
    void a_reader_who_comes_back_to_a_new_server_misses_nothing() throws Exception {
        FakeRunSource source = new FakeRunSource();
        FakeRunSource.FakeRun run = source.add(Runs.going());
        long known;
        try (Served served = new Served(source, CLOCK);
                EventLines events = new EventLines(served, served.request(RUN + "/events"))) {
            known = Long.parseLong(events.next().id());
        }
        run.emit(NOW, progress("while nobody looked"), new RunEvent.RunEnded(RunResult.FAILED));
        try (Served served = new Served(source, CLOCK)) {
            for (String path : List.of(RUN + "/events", RUN + "/events?from=1")) {
                var request = served.request(path).header("Last-Event-ID", String.valueOf(known));
                try (EventLines events = new EventLines(served, request)) {
                    EventLines.Event patch = events.next();
                    assertThat(patch.name()).isEqualTo("patch");
                    assertThat(patch.id()).isEqualTo(String.valueOf(known + 2));
                    assertThat(ids(patch.data().path("steps"))).containsExactly(STEP.value());
                    assertThat(patch.data().path("run").path("result").asString())
                            .isEqualTo("FAILED");
                }
            }
            try (EventLines events = new EventLines(served, served.request(RUN + "/events?from=" + known))) {
                assertThat(events.next().id()).isEqualTo(String.valueOf(known + 2));
            }
        }
    }

    @Test
    void a_reader_who_knows_more_than_the_journal_starts_anew() throws Exception {
        FakeRunSource source = new FakeRunSource();
        source.add(Runs.going());
        try (Served served = new Served(source, CLOCK);
                EventLines events = new EventLines(served, served.request(RUN + "/events?from=999"))) {
            assertThat(events.next().name()).isEqualTo("snapshot");
        }
    }

    @Test
    void a_gap_in_what_is_told_is_closed_from_the_journal() {
        FakeRunSource source = new FakeRunSource();
        FakeRunSource.FakeRun run = source.add(Runs.going());
        RunFeed feed = new RunFeed(RunFixture.RUN, run);
        long known = feed.state().seq();
        run.emit(NOW, progress("one"), progress("two"), progress("three"));
        feed.accept(run.entries().subList((int) known + 2, (int) known + 3));
        feed.accept(run.entries().subList((int) known, (int) known + 3));
        assertThat(feed.state().seq()).isEqualTo(known + 3);
        assertThat(feed.changedAfter(known)).hasSize(1);
    }

    @Test
    void a_reader_who_does_not_read_costs_one_message_and_delays_nobody() throws Exception {
        FakeRunSource source = new FakeRunSource();
        FakeRunSource.FakeRun run = source.add(Runs.going());
        String large = "x".repeat(1900);
        try (Served served = new Served(source, CLOCK);
                Socket slow = new Socket()) {
            slow.setReceiveBufferSize(4096);
            slow.connect(new java.net.InetSocketAddress(served.address.getHost(), served.address.getPort()));
            slow.getOutputStream()
                    .write(("GET " + RUN + "/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                    + Served.TOKEN.text() + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            try (EventLines eager = new EventLines(served, served.request(RUN + "/events"))) {
                eager.next();
                long seq = run.entries().size();
                for (int round = 0; round < 200; round++) {
                    for (int i = 0; i < 100; i++) {
                        run.emit(NOW, progress(large + seq++));
                    }
                    eager.upTo(seq - 90);
                }
                eager.upTo(seq);
                int messages = readUntil(slow.getInputStream(), "id:" + seq + "\n");
                assertThat(messages).isLessThan(5_000);
            }
        }
    }

    /** Reads events until one contains the text; how many there were. */
    private static int readUntil(InputStream in, String end) throws Exception {
        StringBuilder window = new StringBuilder();
        byte[] piece = new byte[8192];
        int messages = 0;
        for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
            String text = new String(piece, 0, n, StandardCharsets.UTF_8);
            window.append(text);
            messages +=
                    (int) text.lines().filter(line -> line.startsWith("event:")).count();
            if (window.indexOf(end) >= 0) {
                return messages;
            }
            window.delete(0, Math.max(0, window.length() - 64));
        }
        throw new AssertionError("the events ended without " + end);
    }

    @Test
    void more_readers_than_the_bound_are_turned_away_until_one_leaves() throws Exception {
        FakeRunSource source = new FakeRunSource();
        FakeRunSource.FakeRun run = source.add(Runs.going());
        List<EventLines> readers = new ArrayList<>();
        try (Served served = new Served(source, CLOCK)) {
            for (int i = 0; i < EventStream.MOST_READERS; i++) {
                EventLines events = new EventLines(served, served.request(RUN + "/events"));
                readers.add(events);
                assertThat(events.next().name()).isEqualTo("snapshot");
            }
            assertThat(run.listeners()).isEqualTo(1);
            var refused = served.get(RUN + "/events");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(served.get("/api/runs").statusCode()).isEqualTo(200);
        } finally {
            for (EventLines reader : readers) {
                reader.close();
            }
        }
        assertThat(run.listeners()).isZero();
    }

    @Test
    void the_end_of_harness_is_told_after_everything_else() throws Exception {
        FakeRunSource source = new FakeRunSource();
        FakeRunSource.FakeRun run = source.add(Runs.going());
        Served served = new Served(source, CLOCK);
        try (EventLines events = new EventLines(served, served.request(RUN + "/events"))) {
            events.next();
            run.emit(NOW, new RunEvent.RunEnded(RunResult.PASSED));
            served.close();
            EventLines.Event last = events.next();
            assertThat(last.data().path("run").path("result").asString()).isEqualTo("PASSED");
            assertThat(events.next().name()).isEqualTo("bye");
        }
    }

    @Test
    void what_cannot_be_read_is_said() throws Exception {
        FakeRunSource source = new FakeRunSource();
        source.add(Runs.going()).broken("line 7 is torn");
        try (Served served = new Served(source, CLOCK)) {
            for (String path : List.of(RUN, RUN + "/events")) {
                var response = served.get(path);
                assertThat(response.statusCode()).isEqualTo(422);
                assertThat(response.body()).contains("line 7 is torn");
            }
            assertThat(served.get("/api/runs/2026-01-01-0000-no-run/events").statusCode())
                    .isEqualTo(404);
        }
    }
}

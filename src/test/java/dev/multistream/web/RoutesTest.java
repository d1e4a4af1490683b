package dev.multistream.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multistream.testing.RunFixture;
import dev.multistream.testing.Runs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Timeout(120)
class RoutesTest {
    private static final String RUN = "/api/runs/" + RunFixture.RUN;
    private static final String REPORT = "/reports/" + RunFixture.RUN + "/";

    @TempDir
    Path directory;

    private FakeRunSource.FakeRun run;
    private Served served;

    @BeforeEach
    void serve() throws IOException {
        FakeRunSource source = new FakeRunSource();
        run = source.add(Runs.going());
        served = new Served(source, InstantSource.fixed(RunFixture.START));
    }

    @AfterEach
    void close() {
        served.close();
    }

    @Test
    void the_list_tells_name_state_and_start() throws Exception {
        JsonNode listed = served.json("/api/runs").path("runs").get(0);
        assertThat(listed.path("id").asString()).isEqualTo(RunFixture.RUN.value());
        assertThat(listed.path("name").asString()).isEqualTo("vibetrees");
        assertThat(listed.path("started").asLong()).isEqualTo(RunFixture.START.toEpochMilli());
        assertThat(listed.path("live").asBoolean()).isTrue();
        assertThat(listed.has("result")).isFalse();
    }

    @Test
    void a_snapshot_tells_streams_steps_and_where_they_stand() throws Exception {
        JsonNode snapshot = served.json(RUN);
        assertThat(snapshot.path("seq").asLong()).isEqualTo(run.entries().size());
        assertThat(snapshot.path("streams").get(0).path("branch").asString()).isEqualTo("feature/auth");
        assertThat(snapshot.path("checkpoints").get(0).path("merge").toString())
                .isEqualTo("[\"auth\",\"perf\",\"dashboard\"]");
        assertThat(snapshot.path("standing")
                        .path("streams")
                        .path("auth")
                        .path("state")
                        .asString())
                .isEqualTo("RUNNING");
        assertThat(snapshot.path("standing")
                        .path("checkpoints")
                        .path("integrate")
                        .path("state")
                        .asString())
                .isEqualTo("PENDING");
    }

    @Test
    void every_kind_of_run_can_be_told() throws Exception {
        for (var fixture : Runs.all().entrySet()) {
            FakeRunSource source = new FakeRunSource();
            RunFixture told = fixture.getValue().get();
            source.add(told);
            try (Served other = new Served(source, InstantSource.fixed(RunFixture.START))) {
                HttpResponse<String> snapshot = other.get(RUN);
                assertThat(snapshot.statusCode()).as(fixture.getKey()).isEqualTo(200);
                assertThat(snapshot.headers().firstValue("Content-Type")).hasValue("application/json");
                assertThat(other.json(RUN).path("steps").size())
                        .as(fixture.getKey())
                        .isEqualTo(told.plan().steps().size());
            }
        }
    }

    @Test
    void names_that_are_no_names_are_not_found() throws Exception {
        List<String> paths = List.of(
                "/api/runs/",
                "/api/runs/..",
                "/api/runs/%2e%2e",
                "/api/runs/2026-01-01-0000-no-run",
                "/api/runs/" + RunFixture.RUN + "%2f..",
                RUN + "/",
                RUN + "/other",
                RUN + "/logs/",
                RUN + "/logs/../../plan.json",
                RUN + "/logs/..%2f..%2fplan.json",
                RUN + "/logs/%2e%2e/x",
                RUN + "/logs/no.such.step",
                RUN + "/logs/auth.worktree/more",
                "/HarnessServer.class",
                "/../web/app.js",
                "/index.html/",
                "//api/runs");
        for (String path : paths) {
            assertThat(served.send(java.net.http.HttpRequest.newBuilder(java.net.URI.create(
                                            served.address.toString().replaceAll("/$", "") + path))
                                    .header("Authorization", "Bearer " + Served.TOKEN.text()))
                            .statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
    }

    @Test
    void a_log_comes_in_pieces_from_a_byte_on() throws Exception {
        run.log("auth.agent.backend", 1, "one\ntwo\u001b[31m red\u001b[0m\n");
        HttpResponse<String> piece = served.get(RUN + "/logs/auth.agent.backend?attempt=1&offset=4");
        assertThat(piece.body()).isEqualTo("two\u001b[31m red\u001b[0m\n");
        assertThat(piece.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
        assertThat(piece.headers().firstValueAsLong("Log-Next")).hasValue(21);
        assertThat(piece.headers().firstValueAsLong("Log-Size")).hasValue(21);
        assertThat(piece.headers().firstValue("Log-Complete")).hasValue("false");
        assertThat(served.get(RUN + "/logs/auth.agent.backend?tail=5").body()).isEqualTo("\u001b[0m\n");
        assertThat(served.get(RUN + "/logs/auth.agent.backend?offset=999").body())
                .isEmpty();
        assertThat(served.get(RUN + "/logs/auth.agent.backend?offset=-1&bytes=3")
                        .body())
                .isEqualTo("one");
        assertThat(served.get(RUN + "/logs/auth.worktree").statusCode()).isEqualTo(404);
    }

    @Test
    void a_log_is_never_sent_whole_when_it_is_large_and_no_character_is_torn() throws Exception {
        String text = "a" + "ü€😀".repeat(60_000);
        run.log("auth.agent.backend", 1, text);
        StringBuilder read = new StringBuilder();
        long next = 0;
        long size = text.getBytes(StandardCharsets.UTF_8).length;
        while (next < size) {
            HttpResponse<String> piece = served.get(RUN + "/logs/auth.agent.backend?offset=" + next);
            assertThat(piece.body().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(LogText.MOST_BYTES);
            read.append(piece.body());
            next = piece.headers().firstValueAsLong("Log-Next").orElseThrow();
        }
        assertThat(read.toString()).isEqualTo(text);
    }

    @Test
    void bytes_that_are_no_text_are_replaced() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(new byte[] {'a', (byte) 0xff, 'b', (byte) 0xe2, (byte) 0x82});
        run.log("auth.agent.backend", 1, bytes.toByteArray());
        assertThat(served.get(RUN + "/logs/auth.agent.backend").body()).isEqualTo("a\ufffdb");
        run.dead();
        assertThat(served.get(RUN + "/logs/auth.agent.backend").body()).isEqualTo("a\ufffdb\ufffd");
    }

    @Test
    void a_report_is_served_with_its_own_policy() throws Exception {
        Path report = Files.createDirectories(directory.resolve("report/checkpoints/integrate"));
        Files.writeString(directory.resolve("report/index.html"), "<p>report");
        Files.writeString(report.resolve("index.html"), "<p>checkpoint");
        Files.writeString(directory.resolve("report/style.css"), "p{}");
        Files.writeString(directory.resolve("report/odd.bin"), "?");
        run.reports(directory.resolve("report"));
        HttpResponse<String> index = served.get(REPORT + "index.html");
        assertThat(index.body()).isEqualTo("<p>report");
        assertThat(index.headers().allValues("Content-Security-Policy")).containsExactly(ReportFiles.REPORT_POLICY);
        assertThat(index.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(served.get(REPORT).body()).isEqualTo("<p>report");
        assertThat(served.get(REPORT + "style.css").headers().firstValue("Content-Type"))
                .hasValue("text/css; charset=utf-8");
        assertThat(served.get(REPORT + "checkpoints/integrate/index.html").body())
                .isEqualTo("<p>checkpoint");
        assertThat(served.get(REPORT + "odd.bin").headers().firstValue("Content-Type"))
                .hasValue("application/octet-stream");
        assertThat(served.json(RUN).path("run").path("report").asBoolean()).isTrue();
    }

    @Test
    void nothing_outside_the_report_can_be_had() throws Exception {
        Path report = Files.createDirectories(directory.resolve("report"));
        Files.writeString(directory.resolve("secret"), "secret");
        Files.createSymbolicLink(report.resolve("link"), directory.resolve("secret"));
        Files.createSymbolicLink(report.resolve("up"), directory);
        run.reports(report);
        for (String path : List.of(
                "link",
                "up/secret",
                "../secret",
                "..%2fsecret",
                "%2e%2e/secret",
                "%252e%252e/secret",
                "..\\secret".replace("\\", "%5c"),
                "%00",
                "/etc/passwd",
                "%2fetc%2fpasswd",
                ".",
                "..")) {
            HttpResponse<String> response = served.get(REPORT + path);
            assertThat(response.statusCode()).as(path).isEqualTo(404);
            assertThat(response.body()).as(path).doesNotContain("root:").doesNotContain("secret\n");
        }
    }

    @Test
    void the_page_consists_of_files_that_name_no_foreign_host() throws Exception {
        for (String name : List.of(
                "", "style.css", "favicon.svg", "app.js", "feed.js", "cards.js", "dag.js", "logs.js", "dom.js")) {
            HttpResponse<String> file = served.get("/" + name);
            assertThat(file.statusCode()).as(name).isEqualTo(200);
            assertThat(file.body().replace("http://www.w3.org/2000/svg", ""))
                    .as(name)
                    .doesNotContain("http://")
                    .doesNotContain("https://")
                    .doesNotContain("innerHTML");
        }
        assertThat(served.get("/app.js").headers().firstValue("Content-Type"))
                .hasValue("text/javascript; charset=utf-8");
    }
}

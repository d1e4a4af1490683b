package dev.multistream.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multistream.testing.RunFixture;
import dev.multistream.testing.Runs;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class DoorkeeperTest {
    private Served served;

    @BeforeEach
    void serve() throws IOException {
        FakeRunSource source = new FakeRunSource();
        source.add(Runs.going());
        served = new Served(source, InstantSource.fixed(RunFixture.START));
    }

    @AfterEach
    void close() {
        served.close();
    }

    private HttpResponse<String> bare(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(served.address.resolve(path));
        return served.send(headers.length == 0 ? request : request.headers(headers));
    }

    /** A request as written here, byte for byte; the answer's head and body. */
    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(served.address.getHost(), served.address.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String rawGet(String host) throws IOException {
        return raw("GET /api/runs HTTP/1.1\r\nHost: " + host + "\r\nAuthorization: Bearer " + Served.TOKEN.text()
                + "\r\nConnection: close\r\n\r\n");
    }

    @Test
    void nothing_is_answered_without_the_token() throws Exception {
        String run = "/api/runs/" + RunFixture.RUN;
        List<String> paths = List.of(
                "/",
                "/app.js",
                "/api/runs",
                run,
                run + "/events",
                run + "/logs/auth.worktree",
                "/reports/" + RunFixture.RUN + "/index.html",
                "/nowhere",
                "/?token=",
                "/?token=wrong",
                "/api/runs?token=" + Served.TOKEN.text());
        for (String path : paths) {
            HttpResponse<String> response = bare(path);
            assertThat(response.statusCode()).as(path).isEqualTo(401);
            assertThat(response.body()).as(path).contains("harness prints it in the terminal");
            assertThat(response.body()).as(path).doesNotContain(Served.TOKEN.text());
        }
        assertThat(bare("/", "Authorization", "Bearer " + "A".repeat(42) + "B").statusCode())
                .isEqualTo(401);
        assertThat(bare("/", "Cookie", "harness-" + served.address.getPort() + "=x")
                        .statusCode())
                .isEqualTo(401);
        assertThat(bare("/", "Cookie", "harness-1=" + Served.TOKEN.text()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void the_link_sets_a_cookie_and_leads_to_the_page_without_the_token() throws Exception {
        HttpResponse<String> first = served.send(HttpRequest.newBuilder(served.link()));
        String cookie = first.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(first.statusCode()).isEqualTo(303);
        assertThat(first.headers().firstValue("Location")).hasValue("/");
        assertThat(cookie).contains("; Path=/; HttpOnly; SameSite=Strict");
        HttpResponse<String> second = bare("/", "Cookie", cookie.substring(0, cookie.indexOf(';')));
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.body()).contains("<script type=\"module\" src=\"/app.js\">");
    }

    @Test
    void a_link_followed_from_a_foreign_page_goes_on_by_itself() throws Exception {
        HttpResponse<String> response =
                served.send(HttpRequest.newBuilder(served.link()).header("Sec-Fetch-Site", "cross-site"));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Set-Cookie")).isPresent();
        assertThat(response.body()).contains("content=\"0;url=/\"").doesNotContain(Served.TOKEN.text());
    }

    @Test
    void foreign_names_for_this_address_are_refused() throws IOException {
        assertThat(rawGet("localhost")).startsWith("HTTP/1.1 200 ");
        assertThat(rawGet("127.0.0.1:" + served.address.getPort())).startsWith("HTTP/1.1 200 ");
        for (String host : List.of("evil.example", "127.0.0.1.evil.example:80", "localhost.evil.example", "10.0.0.1")) {
            assertThat(rawGet(host)).as(host).startsWith("HTTP/1.1 421 ");
        }
        assertThat(rawGet("localhost\r\nHost: evil.example")).startsWith("HTTP/1.1 4");
        assertThat(raw("GET / HTTP/1.0\r\nAuthorization: Bearer " + Served.TOKEN.text() + "\r\n\r\n"))
                .startsWith("HTTP/1.0 421 ");
    }

    @Test
    void only_looking_is_allowed() throws Exception {
        for (String method : List.of("POST", "PUT", "DELETE", "PATCH", "OPTIONS")) {
            HttpResponse<String> response =
                    served.send(served.request("/api/runs").method(method, HttpRequest.BodyPublishers.ofString("x")));
            assertThat(response.statusCode()).as(method).isEqualTo(405);
            assertThat(response.headers().firstValue("Allow")).as(method).hasValue("GET, HEAD");
        }
        HttpResponse<String> head =
                served.send(served.request("/api/runs").method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void every_answer_carries_the_protecting_headers() throws Exception {
        for (HttpResponse<String> response : List.of(served.get("/"), served.get("/api/runs"), bare("/"))) {
            assertThat(response.headers().firstValue("Content-Security-Policy")).hasValue(Doorkeeper.PAGE_POLICY);
            assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(response.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
            assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        }
    }

    @Test
    void requests_that_are_too_large_are_refused() throws Exception {
        assertThat(bare("/", "Cookie", "x=" + "y".repeat(40_000)).statusCode()).isBetween(400, 499);
    }

    @Test
    void the_token_does_not_show_in_its_string_form() {
        assertThat(Served.TOKEN.toString()).doesNotContain(Served.TOKEN.text());
        assertThat(Served.TOKEN.text()).hasSize(43);
        assertThat(URI.create("http://x/?token=" + Served.TOKEN.text()).getQuery())
                .endsWith(Served.TOKEN.text());
    }
}

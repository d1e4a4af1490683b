package dev.multistream.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A server for a test, on a free port of loopback, and a client that has its token. */
final class Served implements AutoCloseable {
    static final Token TOKEN = new Token(new byte[32]);
    private final HarnessServer server;
    final URI address;
    final HttpClient http = HttpClient.newHttpClient();

    Served(RunSource runs, InstantSource clock) throws IOException {
        this(runs, clock, 0);
    }

    Served(RunSource runs, InstantSource clock, int port) throws IOException {
        server = new HarnessServer(runs, TOKEN, clock);
        address = server.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    URI link() {
        return server.link().orElseThrow();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path)).header("Authorization", "Bearer " + TOKEN.text());
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        return new ObjectMapper().readTree(get(path).body());
    }

    @Override
    public void close() {
        server.close();
    }
}

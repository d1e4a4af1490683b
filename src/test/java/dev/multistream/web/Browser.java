package dev.multistream.web;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Debian's Chromium without a screen, one page of it, driven over the DevTools protocol. */
final class Browser implements AutoCloseable {
    private static final long DEADLINE_SECONDS = 30;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path profile;
    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final List<String> complaints = java.util.Collections.synchronizedList(new ArrayList<>());

    private Browser(Path profile, Process process, URI page) {
        this.profile = profile;
        this.process = process;
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(page, new Messages())
                .join();
        call("Page.enable", Map.of());
        call("Runtime.enable", Map.of());
        call("Log.enable", Map.of());
    }

    /** The program, if this machine has it. */
    static Optional<Path> program(String searchPath) {
        return Stream.concat(Stream.of("/usr/bin"), Stream.of(searchPath.split(File.pathSeparator)))
                .map(directory -> Path.of(directory, "chromium"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Browser open(Path program) throws IOException, InterruptedException {
        Path profile = Files.createTempDirectory("harness-chromium");
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("output.txt").toFile())
                .start();
        return new Browser(profile, process, page(process, profile));
    }

    private static URI page(Process process, Path profile) throws IOException, InterruptedException {
        Path announced = profile.resolve("DevToolsActivePort");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (!Files.exists(announced) || Files.readAllLines(announced).size() < 2) {
            if (System.nanoTime() > deadline || process.waitFor(20, TimeUnit.MILLISECONDS)) {
                throw new IOException("Chromium did not start: " + Files.readString(profile.resolve("output.txt")));
            }
        }
        String port = Files.readAllLines(announced).get(0);
        try (var list =
                URI.create("http://127.0.0.1:" + port + "/json/list").toURL().openStream()) {
            for (JsonNode target : JSON.readTree(list)) {
                if (target.path("type").asString().equals("page")) {
                    return URI.create(target.path("webSocketDebuggerUrl").asString());
                }
            }
        }
        throw new IOException("Chromium has no page");
    }

    JsonNode call(String method, Map<String, ?> parameters) {
        int id = ids.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        socket.sendText(JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true)
                .join();
        try {
            JsonNode message = answer.get(DEADLINE_SECONDS + 5, TimeUnit.SECONDS);
            if (message.has("error")) {
                throw new IllegalStateException(method + ": " + message.get("error"));
            }
            return message.path("result");
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(method + " was not answered", e);
        }
    }

    void go(URI address) {
        call("Page.navigate", Map.of("url", address.toString()));
    }

    /** The value of a JavaScript expression as text; waits for promises. */
    String value(String expression) {
        JsonNode result =
                call("Runtime.evaluate", Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(expression + ": " + result.get("exceptionDetails"));
        }
        return result.path("result").path("value").asString("");
    }

    /** Waits until an expression is true; fails with what the page shows by then. */
    void await(String condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (System.nanoTime() < deadline) {
            try {
                // Asked again inside the page at each of its frames, so that no time is spent waiting for nothing.
                if (value("new Promise(done => { let n = 0; const look = () => { let met = false;"
                                + " try { met = Boolean(" + condition + "); } catch { met = false; }"
                                + " if (met || n++ > 40) done(String(met)); else setTimeout(look, 25); }; look(); })")
                        .equals("true")) {
                    return;
                }
            } catch (IllegalStateException navigating) {
                // The page went elsewhere meanwhile; the next question goes to the new one.
                if (!process.isAlive()) {
                    throw navigating;
                }
            }
        }
        throw new AssertionError("the page never fulfilled: " + condition + "\nit shows:\n" + text("body"));
    }

    String text(String selector) {
        return value("document.querySelector(" + quoted(selector) + ")?.innerText ?? ''");
    }

    void press(String key) {
        for (String type : List.of("keyDown", "keyUp")) {
            call("Input.dispatchKeyEvent", Map.of("type", type, "key", key, "code", key));
        }
    }

    void size(int width, int height, boolean dark) {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
        call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** Writes a picture of the whole page, or of what is to be seen without scrolling. */
    void picture(Path file, boolean whole) throws IOException {
        JsonNode picture = call("Page.captureScreenshot", Map.of("captureBeyondViewport", whole));
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(picture.path("data").asString()));
    }

    /** Errors that the page or the browser reported, such as what the content security policy refused. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    static String quoted(String text) {
        return JSON.writeValueAsString(text);
    }

    @Override
    public void close() {
        socket.abort();
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).forEach(ProcessHandle::destroyForcibly);
        try {
            process.waitFor(10, TimeUnit.SECONDS);
            removeProfile();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Children of the browser may write for a moment after their end was ordered. */
    private void removeProfile() {
        for (int tries = 0; tries < 50 && Files.exists(profile); tries++) {
            try (Stream<Path> files = Files.walk(profile)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            } catch (IOException | UncheckedIOException changing) {
                LockSupport.parkNanos(20_000_000);
            }
        }
    }

    /** Answers go to who waits for them; exceptions and errors of the page are kept. */
    private final class Messages implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                take(JSON.readTree(text.toString()));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void take(JsonNode message) {
            String method = message.path("method").asString("");
            if (message.has("id")) {
                Optional.ofNullable(waiting.remove(message.get("id").asInt()))
                        .ifPresent(answer -> answer.complete(message));
            } else if (method.equals("Runtime.exceptionThrown")
                    || method.equals("Log.entryAdded")
                            && message.path("params")
                                    .path("entry")
                                    .path("level")
                                    .asString()
                                    .equals("error")) {
                complaints.add(message.path("params").toString());
            }
        }
    }
}

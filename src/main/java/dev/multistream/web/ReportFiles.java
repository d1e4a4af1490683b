package dev.multistream.web;

import dev.multistream.model.RunId;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Pattern;
import org.xnio.IoUtils;

/** The written report of a run, file by file; nothing outside its folder, also not through a symbolic link. */
final class ReportFiles {
    /** Jenkins' default policy, which the report is made for: styles and images of its own folder, no scripts. */
    static final String REPORT_POLICY =
            "sandbox allow-same-origin; default-src 'none'; img-src 'self'; style-src 'self'; "
                    + "base-uri 'none'; frame-ancestors 'none'; form-action 'none'";

    private static final Pattern ODD = Pattern.compile("[\\x00-\\x1f\\x7f\\\\%]|(^|/)\\.\\.?(/|$)|//");

    private final RunSource runs;

    ReportFiles(RunSource runs) {
        this.runs = runs;
    }

    /** Sends the file at {@code path} below the run's report; {@code index.html} for a folder. */
    void send(HttpServerExchange exchange, RunId id, String path) throws IOException {
        Optional<Path> file = runs.open(id).flatMap(WatchedRun::reports).flatMap(folder -> find(folder, path));
        if (file.isEmpty()) {
            Answers.error(exchange, 404, "run " + id + " has no such report file (it is written when the run ends)");
            return;
        }
        exchange.getResponseHeaders().put(new HttpString("Content-Security-Policy"), REPORT_POLICY);
        exchange.getResponseHeaders()
                .put(Headers.CONTENT_TYPE, FileTypes.of(file.get().getFileName().toString()));
        FileChannel channel = FileChannel.open(file.get(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        exchange.setResponseContentLength(channel.size());
        exchange.getResponseSender().transferFrom(channel, new CloseAfter(channel));
    }

    static Optional<Path> find(Path folder, String path) {
        if (ODD.matcher(path).find() || path.startsWith("/")) {
            return Optional.empty();
        }
        try {
            Path root = folder.toRealPath();
            Path named = root.resolve(path);
            Path file = (Files.isDirectory(named) ? named.resolve("index.html") : named).toRealPath();
            return file.startsWith(root) && Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
        } catch (IOException | InvalidPathException missing) {
            return Optional.empty();
        }
    }

    /** Ends the exchange and the file together. */
    private record CloseAfter(FileChannel channel) implements IoCallback {
        @Override
        public void onComplete(HttpServerExchange exchange, Sender sender) {
            IoUtils.safeClose(channel);
            exchange.endExchange();
        }

        @Override
        public void onException(HttpServerExchange exchange, Sender sender, IOException exception) {
            IoUtils.safeClose(channel);
            IoUtils.safeClose(exchange.getConnection());
        }
    }
}

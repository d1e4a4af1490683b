package dev.multistream.web;

import dev.multistream.model.RunId;
import dev.multistream.plan.StepId;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Logs as plain text, a bounded piece at a time.
 *
 * <p>{@code ?offset=} counts bytes from the start, {@code ?tail=} from the end; without either the log's beginning comes.
 * {@code ?bytes=} asks for less than the most that is sent at once.
 * {@code ?attempt=} is the last one by default. {@code Log-Next} says where the next piece begins, {@code Log-Size} how
 * long the log is, {@code Log-Complete} whether it grows no more. Escape sequences are left in; the page takes them out.
 */
final class LogText {
    static final int MOST_BYTES = 256 * 1024;

    private final RunSource runs;

    LogText(RunSource runs) {
        this.runs = runs;
    }

    void send(HttpServerExchange exchange, RunId id, StepId step) throws IOException {
        Optional<WatchedRun> run = runs.open(id);
        if (run.isEmpty() || run.get().plan().find(step).isEmpty()) {
            Answers.error(exchange, 404, "run " + id + " has no step " + step);
            return;
        }
        int attempt = (int) Numbers.query(exchange, "attempt").orElse(0);
        Optional<LogSlice> slice = slice(exchange, run.get(), step, attempt);
        if (slice.isEmpty()) {
            Answers.error(exchange, 404, "step " + step + " has written no log");
            return;
        }
        LogSlice whole = slice.get().withoutTornCharacter();
        header(exchange, "Log-Offset", whole.offset());
        header(exchange, "Log-Next", whole.next());
        header(exchange, "Log-Size", whole.size());
        exchange.getResponseHeaders().put(new HttpString("Log-Complete"), String.valueOf(whole.complete()));
        Answers.text(exchange, 200, whole.text());
    }

    private static Optional<LogSlice> slice(HttpServerExchange exchange, WatchedRun run, StepId step, int attempt)
            throws IOException {
        OptionalLong tail = Numbers.query(exchange, "tail");
        long offset = Numbers.query(exchange, "offset").orElse(0);
        if (tail.isPresent()) {
            Optional<LogSlice> size = run.log(step, attempt, 0, 0);
            offset = size.map(all -> Math.max(0, all.size() - tail.getAsLong())).orElse(0L);
        }
        long most = Math.min(MOST_BYTES, Numbers.query(exchange, "bytes").orElse(MOST_BYTES));
        return run.log(step, attempt, offset, (int) most);
    }

    private static void header(HttpServerExchange exchange, String name, long value) {
        exchange.getResponseHeaders().put(new HttpString(name), Long.toString(value));
    }
}

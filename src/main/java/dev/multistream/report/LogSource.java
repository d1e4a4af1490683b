package dev.multistream.report;

import dev.multistream.run.RunEvent;
import java.util.Optional;

/** Where reports find the logs of steps; called on the thread that writes the report, any number of times. */
public interface LogSource {
    /** No logs at all: nothing is quoted and nothing linked. */
    LogSource NONE = new LogSource() {
        @Override
        public Optional<String> tail(RunEvent.Log log, int maxBytes) {
            return Optional.empty();
        }

        @Override
        public Optional<String> path(RunEvent.Log log) {
            return Optional.empty();
        }
    };

    /**
     * The end of a log, decoded as UTF-8 with replacement, secrets already masked; empty when it cannot be read (which
     * is never an error of the report).
     */
    Optional<String> tail(RunEvent.Log log, int maxBytes);

    /** The log's path relative to the report's directory, with slashes and not percent-encoded, if it can be linked. */
    Optional<String> path(RunEvent.Log log);

    /** The log's path as a CI system looks for attachments, mostly relative to the job's directory. */
    default Optional<String> attachment(RunEvent.Log log) {
        return path(log);
    }
}

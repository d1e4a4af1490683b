package dev.multistream.cli;

import dev.multistream.report.LogSource;
import dev.multistream.run.RunEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The logs of a run's directory, for the reports. */
record RunLogs(Path run, Path report) implements LogSource {
    @Override
    public Optional<String> tail(RunEvent.Log log, int maxBytes) {
        try (FileChannel channel = FileChannel.open(run.resolve(log.path()), StandardOpenOption.READ)) {
            long start = Math.max(0, channel.size() - maxBytes);
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(maxBytes, channel.size()));
            channel.position(start);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // Reads on until the end of the file.
            }
            return Optional.of(new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> path(RunEvent.Log log) {
        return Optional.of(report.toAbsolutePath()
                .relativize(run.resolve(log.path()).toAbsolutePath())
                .toString());
    }

    @Override
    public Optional<String> attachment(RunEvent.Log log) {
        return Optional.of(run.resolve(log.path()).toString());
    }
}

package dev.multistream.cli;

import dev.multistream.plan.StepId;
import dev.multistream.store.RunDirectory;
import dev.multistream.web.LogSlice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Pieces of logs for the page. */
final class LogFiles {
    private LogFiles() {}

    static Optional<LogSlice> slice(
            RunDirectory run, StepId step, int attempt, long offset, int maxBytes, boolean complete)
            throws IOException {
        Path log = run.log(step, attempt == 0 ? newest(run, step) : attempt);
        if (!Files.exists(log)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ)) {
            long size = channel.size();
            long start = Math.min(Math.max(0, offset), size);
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(maxBytes, size - start));
            channel.position(start);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // Reads on until the piece is full or the file ends.
            }
            bytes.flip();
            return Optional.of(new LogSlice(bytes, start, size, complete));
        }
    }

    private static int newest(RunDirectory run, StepId step) {
        int attempt = 1;
        while (Files.exists(run.log(step, attempt + 1))) {
            attempt++;
        }
        return attempt;
    }
}
